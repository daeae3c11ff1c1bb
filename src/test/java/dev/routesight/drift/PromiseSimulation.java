package dev.routesight.drift;

import java.util.ArrayList;
import java.util.List;

/**
 * Null streams: nothing drifts, so every alert is a false one. Each stream learns two weeks and is
 * watched for four, in windows of six hours with 125 decisions; A is the four weeks' decisions, so
 * that the budget is one false alert per stream. Alerts after restarts count, too.
 */
final class PromiseSimulation {
    private static final int PER_WEEK = 28;
    private static final int LEARN = 2 * PER_WEEK;
    private static final int WATCH = 4 * PER_WEEK;
    private static final int PER_WINDOW = 125;
    private static final int USERS_OWN = 10;
    private static final double DELTA = 0.05;

    /** How a setting draws and learns. */
    enum Setting {
        GIVEN,
        LEARNT,
        LEARNT_BOTH_WAYS,
        PLUG_IN,
        DAILY_SEASON,
        DESIGN_EFFECT_2,
        DESIGN_EFFECT_3
    }

    /**
     * @param perStream false alerts per stream; the budget is 1
     * @param kept the same over streams whose learnt bound holds
     * @param broken share of streams whose learnt bound does not hold
     */
    record Row(
            Setting setting,
            double rate,
            int streams,
            double perStream,
            double error,
            double kept,
            double broken) {
        static String header() {
            return "setting,rate,streams,false_alerts_per_stream,standard_error,"
                    + "per_stream_where_bound_holds,share_of_bounds_broken\n";
        }

        String line() {
            return String.format(
                    java.util.Locale.ROOT,
                    "%s,%s,%d,%.3f,%.3f,%.3f,%.4f%n",
                    setting.name().toLowerCase(java.util.Locale.ROOT),
                    rate,
                    streams,
                    perStream,
                    error,
                    kept,
                    broken);
        }
    }

    private PromiseSimulation() {}

    static Row run(Setting setting, double rate, int streams, long seed) {
        Binomials chance = new Binomials(seed);
        double sum = 0;
        double squares = 0;
        double keptSum = 0;
        int broken = 0;
        for (int stream = 0; stream < streams; stream++) {
            Run run = one(setting, rate, chance);
            sum += run.alerts;
            squares += (double) run.alerts * run.alerts;
            if (run.broken) {
                broken++;
            } else {
                keptSum += run.alerts;
            }
        }
        double mean = sum / streams;
        double error = Math.sqrt((squares / streams - mean * mean) / streams);
        double kept = keptSum / Math.max(1, streams - broken);
        return new Row(setting, rate, streams, mean, error, kept, (double) broken / streams);
    }

    private record Run(int alerts, boolean broken) {}

    private static Run one(Setting setting, double rate, Binomials chance) {
        return switch (setting) {
            case GIVEN -> new Run(watch(BaselineNull.given(rate), rate, chance), false);
            case PLUG_IN -> {
                long n = (long) LEARN * PER_WINDOW;
                long x = Math.max(1, chance.draw(n, rate));
                double pluggedIn = (double) x / n;
                yield new Run(watch(BaselineNull.given(pluggedIn), rate, chance), rate > pluggedIn);
            }
            default -> rule(setting, rate, chance);
        };
    }

    /** A given null, without a stream's rule around it. */
    private static int watch(BaselineNull baseline, double rate, Binomials chance) {
        double threshold = (double) WATCH * PER_WINDOW;
        EffectGrid grid =
                EffectGrid.forRate(baseline.overallRate(), threshold, threshold, 0, Watch.RISES);
        EDetector detector = new EDetector(grid, threshold, 1);
        EvidenceState state = detector.start();
        int alerts = 0;
        for (int window = 0; window < WATCH; window++) {
            long x = chance.draw(PER_WINDOW, rate);
            detector.fold(state, window, baseline.evidence(Block.of(window, PER_WINDOW, x)));
            if (detector.alerts(state)) {
                alerts++;
                detector.restart(state);
            }
        }
        return alerts;
    }

    private static Run rule(Setting setting, double rate, Binomials chance) {
        boolean clusters = setting == Setting.DESIGN_EFFECT_2 || setting == Setting.DESIGN_EFFECT_3;
        Watch watch = setting == Setting.LEARNT_BOTH_WAYS ? Watch.BOTH : Watch.RISES;
        // a quarter of an alert per stream and week
        StreamSettings settings =
                new StreamSettings(
                        watch,
                        new AlertBudget(0.25, 1),
                        DELTA,
                        clusters ? 0 : 1,
                        PER_WEEK,
                        LEARN,
                        1,
                        1000,
                        4);
        StreamRule rule = new StreamRule(settings);
        StreamState state = StreamState.create();
        int alerts = 0;
        int confirmed = 0;
        boolean broken = false;
        for (int window = 0; window < LEARN + WATCH; window++) {
            UnitTally users = UnitTally.NONE;
            long x;
            if (clusters) {
                double icc = (setting == Setting.DESIGN_EFFECT_2 ? 1 : 2) / (USERS_OWN - 1.0);
                users = clustered(rate, icc, chance);
                x = users.events();
            } else {
                x = chance.draw(PER_WINDOW, rate * season(setting, window));
            }
            long n = clusters ? users.decisions() : PER_WINDOW;
            StreamRule.Outcome outcome = rule.fold(state, block(setting, window, n, x), users);
            if (outcome == StreamRule.Outcome.LEARNT) {
                broken = isBroken(setting, rule.baseline(state), rate);
            } else if (outcome == StreamRule.Outcome.ALERT) {
                alerts++;
                confirmed = 0;
            } else if (state.alert().confirmations() > confirmed) {
                alerts++;
                confirmed = state.alert().confirmations();
            }
        }
        return new Run(alerts, broken);
    }

    private static double season(Setting setting, int window) {
        return setting == Setting.DAILY_SEASON ? 1 + 0.3 * Math.sin(Math.PI / 2 * window) : 1;
    }

    private static Block block(Setting setting, int window, long n, long x) {
        return setting == Setting.DAILY_SEASON
                ? new Block(
                        window,
                        window / 4,
                        0,
                        true,
                        List.of(StratumTally.of("" + window % 4, n, x)))
                : Block.of(window, n, x);
    }

    /** Whether the evidence for the smallest effects has a mean above 1 over a whole cycle. */
    private static boolean isBroken(Setting setting, StreamNull baseline, double rate) {
        int windows = setting == Setting.DAILY_SEASON ? 4 : 1;
        List<StratumTally> cycle = new ArrayList<>();
        for (int window = 0; window < windows; window++) {
            String stratum = setting == Setting.DAILY_SEASON ? "" + window : "";
            cycle.add(StratumTally.of(stratum, PER_WINDOW, 0));
        }
        boolean broken = false;
        for (double effect :
                setting == Setting.LEARNT_BOTH_WAYS
                        ? new double[] {0.02, -0.02}
                        : new double[] {0.02}) {
            double log = baseline.evidence(new Block(0, 0, 0, true, cycle)).log().at(effect);
            for (int window = 0; window < windows; window++) {
                log += PER_WINDOW * LogMath.cumulant(rate * season(setting, window), effect);
            }
            broken |= log > 0;
        }
        return broken;
    }

    private static UnitTally clustered(double rate, double icc, Binomials chance) {
        UnitTally sum = UnitTally.NONE;
        for (int user = 0; user < PER_WINDOW / USERS_OWN; user++) {
            sum = sum.plusUser(USERS_OWN, chance.draw(USERS_OWN, chance.beta(rate, icc)));
        }
        return sum;
    }
}
