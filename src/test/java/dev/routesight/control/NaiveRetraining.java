package dev.routesight.control;

import dev.routesight.drift.Binomials;

/**
 * What is often done instead: a router retrained on its own log, without exploration. For each
 * route a straight line is fitted to what its own decisions of the last period cost, by score; the
 * threshold is where the lines cross, or the cheaper end. The log has cheap below the threshold and
 * the reference above it, so each line is drawn on from where it was never seen.
 */
final class NaiveRetraining {
    /** Intercept and slope of a route's cost by score, as the log shows it. */
    record Line(double at0, double slope) {
        double at(double score) {
            return at0 + slope * score;
        }
    }

    /** The lines that the log of a period gives, and the threshold that follows. */
    record Fit(Line cheap, Line reference, double threshold) {}

    private NaiveRetraining() {}

    static Fit fit(World world, PeriodBins log, double before) {
        Line cheap = line(world, log, Traffic.POLICY_CHEAP);
        Line reference = line(world, log, Traffic.POLICY_REFERENCE);
        if (cheap == null || reference == null) {
            return new Fit(cheap, reference, before); // one route only: nothing to compare
        }
        double best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int edge = 0; edge <= World.BINS; edge++) {
            double sum = 0;
            for (int bin = 0; bin < World.BINS; bin++) {
                double score = (bin + 0.5) / World.BINS;
                sum += log.decisions(bin) * (bin < edge ? cheap : reference).at(score);
            }
            if (sum < least) {
                least = sum;
                best = (double) edge / World.BINS;
            }
        }
        return new Fit(cheap, reference, best);
    }

    /** Weighted least squares; null with fewer than two bins. */
    private static Line line(World world, PeriodBins log, Traffic traffic) {
        double w = 0;
        double x = 0;
        double y = 0;
        double xx = 0;
        double xy = 0;
        int bins = 0;
        for (int bin = 0; bin < World.BINS; bin++) {
            double n = log.get(traffic, bin, BinSum.DECISIONS);
            if (n == 0) {
                continue;
            }
            double score = (bin + 0.5) / World.BINS;
            double cost =
                    log.get(traffic, bin, BinSum.COST_USD) / 1e9
                            + world.price() * log.get(traffic, bin, BinSum.REJECTED);
            bins++;
            w += n;
            x += n * score;
            y += cost;
            xx += n * score * score;
            xy += score * cost;
        }
        if (bins < 2) {
            return null;
        }
        double slope = (w * xy - x * y) / (w * xx - x * x);
        return new Line((y - slope * x) / w, slope);
    }

    /** The threshold after so many periods of retraining, each on the log of the last. */
    static double run(
            World world,
            double start,
            int periods,
            java.util.function.IntToDoubleFunction worse,
            long seed) {
        Binomials chance = new Binomials(seed);
        double threshold = start;
        for (int period = 0; period < periods; period++) {
            PeriodBins log =
                    world.period(period, threshold, 0, worse.applyAsDouble(period), chance);
            threshold = fit(world, log, threshold).threshold();
        }
        return threshold;
    }
}
