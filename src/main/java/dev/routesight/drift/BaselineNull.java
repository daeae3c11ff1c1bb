package dev.routesight.drift;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The null of the baseline test: in every stratum the rate stays where it was (for rises: at or
 * below; for falls: at or above).
 *
 * <p>A given rate p0 is taken at its word. A learnt one is taken at its bound, so that for at least
 * 1 − δ of all baselines that could have been learnt, the promise of {@link EDetector} holds; see
 * {@link SeasonNull} for how. With W seasons each gets δ / W (Bonferroni), because a week runs
 * through all of them; few seasons, each with much data, cost least.
 *
 * <p>Evidence is a likelihood ratio: exp(η x) / Π (1 + p_s (e^η − 1))^n_s, the ratio of the
 * binomial with its odds times e^η to the binomial of p. For η &gt; 0 its mean is at most 1 at
 * every smaller p as well. Comparing within strata makes a changed mix of queries, or a moved
 * threshold, no drift. A season or stratum that was never learnt gives no evidence.
 */
public final class BaselineNull implements StreamNull {
    private final Map<Integer, SeasonNull> seasons;
    private final double given;
    private final double overall;

    private BaselineNull(Map<Integer, SeasonNull> seasons, double given, double overall) {
        this.seasons = seasons;
        this.given = given;
        this.overall = overall;
    }

    /**
     * A rate known from elsewhere, the same in all strata and seasons.
     *
     * @param rate p0, in (0, 1)
     */
    public static BaselineNull given(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("a baseline rate must lie in (0, 1): " + rate);
        }
        return new BaselineNull(Map.of(), rate, rate);
    }

    /**
     * A null learnt from counts.
     *
     * @param learnt counts by season, then stratum
     * @param designEffect how much the learnt counts vary beyond independent decisions, at least 1
     * @param delta chance that the learnt null is broken though nothing changed
     */
    public static BaselineNull learnt(
            Map<Integer, Map<String, RateCount>> learnt,
            double designEffect,
            double delta,
            Watch watch) {
        double each = delta / (Math.max(1, learnt.size()) * watch.sides());
        Map<Integer, SeasonNull> seasons = new HashMap<>();
        RateCount all = new RateCount(0, 0);
        for (Map.Entry<Integer, Map<String, RateCount>> season : learnt.entrySet()) {
            Map<String, RateCount> strata = new TreeMap<>(season.getValue());
            strata.values().removeIf(count -> count.n() == 0);
            if (!strata.isEmpty()) {
                seasons.put(season.getKey(), new SeasonNull(strata, designEffect, each));
            }
            for (RateCount count : strata.values()) {
                all = all.plus(count.n(), count.x());
            }
        }
        double smoothed = (all.x() + 1.0) / (all.n() + 2.0);
        return new BaselineNull(seasons, Double.NaN, smoothed);
    }

    /** The rate over all, for choosing effect sizes; in (0, 1). */
    @Override
    public double overallRate() {
        return overall;
    }

    @Override
    public BlockEvidence evidence(Block block) {
        if (seasons.isEmpty()) {
            return Double.isNaN(given)
                    ? BlockEvidence.none()
                    : given(block.decisions(), block.events());
        }
        SeasonNull season = seasons.get(block.season());
        return season == null ? BlockEvidence.none() : season.evidence(block.strata());
    }

    /** Events to expect of the block, for saying how large a drift is. */
    @Override
    public Expected expected(Block block) {
        if (seasons.isEmpty()) {
            return Double.isNaN(given)
                    ? Expected.NONE
                    : new Expected(block.decisions(), block.events(), block.decisions() * given, 0);
        }
        SeasonNull season = seasons.get(block.season());
        return season == null ? Expected.NONE : season.expected(block.strata());
    }

    /** The error is that of the last block, in proportion. */
    @Override
    public Expected withError(Expected sums, Block last) {
        Expected block = expected(last);
        double share = block.expected() > 0 ? block.standardError() / block.expected() : 0;
        return new Expected(
                sums.decisions(), sums.events(), sums.expected(), share * sums.expected());
    }

    /** Decisions of strata or seasons that were never learnt. */
    public long unknown(List<Block> blocks) {
        return blocks.stream().mapToLong(b -> b.decisions() - evidence(b).decisions()).sum();
    }

    private BlockEvidence given(long n, long x) {
        return new BlockEvidence(
                n,
                effect -> effect * x - n * LogMath.cumulant(given, effect),
                new Expected(n, x, n * given, 0));
    }
}
