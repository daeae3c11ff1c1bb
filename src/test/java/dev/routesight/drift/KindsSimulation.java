package dev.routesight.drift;

import java.util.List;
import java.util.Locale;

/**
 * What is drift and what is none: two weeks to learn, one healthy, four of the kind; hourly windows
 * of about 600 decisions with a rhythm of day and weekend, in two query shapes and two score bins
 * whose rates differ, budget one false alert a week over 100 streams.
 */
final class KindsSimulation {
    private static final int LEARN_DAYS = 14;
    private static final int HEALTHY_DAYS = 7;
    private static final int DAYS = 28;
    private static final long MONDAY = 1_767_571_200_000L;
    private static final String[] STRATA = {"chat|0", "chat|1", "sql|0", "sql|1"};
    private static final double[] RATES = {0.03, 0.06, 0.08, 0.15};
    private static final double[] MIX = {0.4, 0.2, 0.2, 0.2};

    /** A kind; the ones up to {@code REPLAYED_FEED} are no drift. */
    enum Kind {
        HEALTHY(false),
        /** From then on more hard questions, each as well answered as before. */
        MIX_CHANGE(false),
        /** A moved threshold takes the upper score bin away. */
        MOVED_THRESHOLD(false),
        /** The traffic doubles. */
        VOLUME(false),
        /** A third of the windows comes twice. */
        REPLAYED_FEED(false),
        STEP_1_3(true),
        /** A line up to 1.5 times over the four weeks. */
        RAMP(true),
        /** Twice the rate for two days. */
        BLIP(true),
        /** Quiet exits fall to 0.7 times, rise to 1.3 times. */
        QUIET_EXIT_FALL(true),
        QUIET_EXIT_RISE(true),
        /** One of the strata's tenants, a tenth of the traffic, at three times its rate. */
        ONE_TENANT(true),
        /** One of three models behind the route at twice its rate. */
        ONE_MODEL(true);

        final boolean drift;

        Kind(boolean drift) {
            this.drift = drift;
        }
    }

    /**
     * @param before seeds with an alert before the kind began
     * @param alerted seeds with an alert after, of those without one before
     */
    record Row(Kind kind, int seeds, int before, int alerted, double medianDays) {
        static String header() {
            return "kind,is_drift,seeds,alerted_before,alerted,median_days_to_alert\n";
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%d,%d,%s%n",
                    kind.name().toLowerCase(Locale.ROOT),
                    kind.drift,
                    seeds,
                    before,
                    alerted,
                    Double.isNaN(medianDays) ? "" : String.format(Locale.ROOT, "%.1f", medianDays));
        }
    }

    private KindsSimulation() {}

    static Row run(Kind kind, int seeds, long firstSeed) {
        int before = 0;
        double[] days = new double[seeds];
        int alerted = 0;
        for (int seed = 0; seed < seeds; seed++) {
            double day = one(kind, firstSeed + seed);
            if (day < 0) {
                before++;
            } else if (!Double.isNaN(day)) {
                days[alerted++] = day;
            }
        }
        double[] sorted = java.util.Arrays.copyOf(days, alerted);
        java.util.Arrays.sort(sorted);
        return new Row(
                kind, seeds, before, alerted, alerted == 0 ? Double.NaN : sorted[alerted / 2]);
    }

    /** Days from the start of the kind to the alert, -1 for one before, NaN without. */
    private static double one(Kind kind, long seed) {
        Binomials chance = new Binomials(seed);
        boolean exits = kind == Kind.QUIET_EXIT_FALL || kind == Kind.QUIET_EXIT_RISE;
        StreamSettings settings =
                StreamSettings.hourly(exits ? Watch.BOTH : Watch.RISES, new AlertBudget(1, 100));
        StreamRule rule = new StreamRule(settings);
        StreamState state = StreamState.create();
        int from = (LEARN_DAYS + HEALTHY_DAYS) * 24;
        for (int window = 0; window < from + DAYS * 24; window++) {
            Block block = draw(kind, window, (window - from) / 24.0, chance);
            StreamRule.Outcome outcome = rule.fold(state, block, UnitTally.NONE);
            if (kind == Kind.REPLAYED_FEED && window % 3 == 0) {
                rule.fold(state, block, UnitTally.NONE);
            }
            if (outcome == StreamRule.Outcome.ALERT) {
                return window < from ? -1 : (window + 1 - from) / 24.0;
            }
        }
        return Double.NaN;
    }

    private static Block draw(Kind kind, int window, double since, Binomials chance) {
        int hour = window % 24;
        boolean weekend = window / 24 % 7 >= 5;
        double volume = 600 * (1 - 0.6 * Math.cos(2 * Math.PI * (hour - 3) / 24.0));
        volume *= (weekend ? 0.7 : 1) * (kind == Kind.VOLUME && since >= 0 ? 2 : 1);
        double season = (1 + 0.1 * Math.sin(2 * Math.PI * hour / 24.0)) * (weekend ? 0.95 : 1);
        StratumTally[] tallies = new StratumTally[STRATA.length];
        for (int s = 0; s < STRATA.length; s++) {
            long n = Math.max(0, Math.round(volume * mix(kind, s, since) + 3 * chance.normal()));
            double rate = Math.min(1, RATES[s] * season * factor(kind, since));
            tallies[s] = StratumTally.of(STRATA[s], n, chance.draw(n, rate));
        }
        return Rhythm.DAY_AND_WEEKEND.block(
                window,
                MONDAY + window * 3_600_000L,
                MONDAY + (window + 1) * 3_600_000L,
                List.of(tallies));
    }

    private static double mix(Kind kind, int stratum, double since) {
        if (since < 0) {
            return MIX[stratum];
        }
        return switch (kind) {
            case MIX_CHANGE -> new double[] {0.2, 0.2, 0.2, 0.4}[stratum];
            case MOVED_THRESHOLD -> stratum % 2 == 1 ? 0 : MIX[stratum];
            default -> MIX[stratum];
        };
    }

    private static double factor(Kind kind, double since) {
        if (since < 0) {
            return 1;
        }
        return switch (kind) {
            case STEP_1_3, QUIET_EXIT_RISE -> 1.3;
            case RAMP -> 1 + 0.5 * since / DAYS;
            case BLIP -> since < 2 ? 2 : 1;
            case QUIET_EXIT_FALL -> 0.7;
            case ONE_TENANT -> 1 + 0.1 * 2;
            case ONE_MODEL -> 1 + 1 / 3.0;
            default -> 1;
        };
    }
}
