package dev.routesight.drift;

import java.util.List;

/**
 * A silent misrouting that grows: 60,000 users, 200,000 decisions a day with rhythms of day and
 * week; the share of misrouted decisions is 0.8 % and grows from day 42 on in a straight line to 16
 * % over 28 days. Who is misrouted stays so. A misrouted decision is rejected at 20 % instead of 8
 * %.
 *
 * <p>Users differ (Beta rates of intra-class correlation 0.05) and decide as Poisson processes;
 * given the users' rates the count of an hour is then exactly binomial with their mean, so tallies
 * are drawn and not decisions. In the harder variant each user is there on one day in three only.
 */
final class Incident {
    static final int LEARN_DAYS = 14;
    static final int HEALTHY_DAYS = 28;
    static final int RAMP_DAYS = 28;
    static final double FIRST = 0.008;
    static final double LAST = 0.16;

    private static final int USERS = 60_000;
    private static final double PER_DAY = 200_000;
    private static final double RATE = 0.08;
    private static final double EXTRA = 0.12 / 0.92;
    private static final double ICC = 0.05;
    private static final long MONDAY = 1_767_571_200_000L;
    private static final long HOUR = 3_600_000L;

    /**
     * @param falseAlerts alerts before the ramp
     * @param alertHour hours of the ramp until the first alert, or -1
     */
    record Result(int falseAlerts, int alertHour, double designEffect, double threshold) {
        double shareAtAlert() {
            return alertHour < 0 ? 1 : share(alertHour / 24.0);
        }
    }

    private final Binomials chance;
    private final double dayNoise;
    private final boolean oneDayInThree;
    private final double[] healthy;
    private final double[] misrouted;
    private final double[] prefixHealthy;
    private final double[] prefixMisrouted;
    private double present;

    Incident(long seed, double dayNoise, boolean oneDayInThree) {
        this.chance = new Binomials(seed);
        this.dayNoise = dayNoise;
        this.oneDayInThree = oneDayInThree;
        healthy = new double[USERS];
        misrouted = new double[USERS];
        for (int u = 0; u < USERS; u++) {
            healthy[u] = chance.beta(RATE, ICC);
            misrouted[u] = 1 - (1 - healthy[u]) * (1 - EXTRA);
        }
        prefixHealthy = new double[USERS + 1];
        prefixMisrouted = new double[USERS + 1];
    }

    static double share(double rampDays) {
        return FIRST + (LAST - FIRST) * Math.min(1, Math.max(0, rampDays) / RAMP_DAYS);
    }

    /** The baseline test. */
    Result baseline(AlertBudget budget, Rhythm rhythm) {
        StreamSettings settings =
                new StreamSettings(Watch.RISES, budget, 0.05, 0, 168, LEARN_DAYS * 24, 500, 72, 4);
        StreamRule rule = new StreamRule(settings);
        StreamState state = StreamState.create();
        int falseAlerts = 0;
        for (int day = 0; day < LEARN_DAYS + HEALTHY_DAYS + RAMP_DAYS; day++) {
            double noise = 1 + dayNoise * chance.normal();
            meet();
            for (int hour = 0; hour < 24; hour++) {
                int window = day * 24 + hour;
                int ramp = window - (LEARN_DAYS + HEALTHY_DAYS) * 24;
                long n = decisions(day, hour);
                long x = chance.draw(n, rate(day, hour, ramp / 24.0) * noise);
                Block block =
                        rhythm.block(
                                window,
                                MONDAY + window * HOUR,
                                MONDAY + (window + 1) * HOUR,
                                List.of(StratumTally.of("", n, x)));
                StreamRule.Outcome outcome = rule.fold(state, block, usersOf(n, x));
                if (outcome == StreamRule.Outcome.ALERT) {
                    if (ramp >= 0) {
                        return new Result(
                                falseAlerts, ramp + 1, state.designEffect(), rule.threshold(state));
                    }
                    falseAlerts++;
                }
            }
        }
        return new Result(falseAlerts, -1, state.designEffect(), rule.threshold(state));
    }

    /**
     * The concurrent test against a route of the same size whose rate is 6 % and shares all noise.
     */
    Result concurrent(AlertBudget budget) {
        StreamRule rule =
                new StreamRule(
                        new StreamSettings(
                                Watch.RISES,
                                budget,
                                0.05,
                                0,
                                168,
                                LEARN_DAYS * 24,
                                500,
                                72,
                                4,
                                null,
                                new StreamSettings.Concurrent(0)));
        StreamState state = StreamState.comparing();
        int falseAlerts = 0;
        for (int day = 0; day < LEARN_DAYS + HEALTHY_DAYS + RAMP_DAYS; day++) {
            double noise = 1 + dayNoise * chance.normal();
            meet();
            for (int hour = 0; hour < 24; hour++) {
                int window = day * 24 + hour;
                int ramp = window - (LEARN_DAYS + HEALTHY_DAYS) * 24;
                long n = decisions(day, hour);
                long x = chance.draw(n, rate(day, hour, ramp / 24.0) * noise);
                long other = chance.draw(n, 0.06 * season(day, hour) * noise);
                StratumTally tally = new StratumTally("", n, x, n, other);
                Block block = new Block(window, window, 0, true, List.of(tally));
                StreamRule.Outcome outcome =
                        rule.fold(state, block, usersOf(n, x), usersOf(n, other));
                if (outcome == StreamRule.Outcome.ALERT) {
                    if (ramp >= 0) {
                        return new Result(
                                falseAlerts, ramp + 1, state.designEffect(), rule.threshold(state));
                    }
                    falseAlerts++;
                }
            }
        }
        return new Result(falseAlerts, -1, state.designEffect(), rule.threshold(state));
    }

    /** Who is there today. */
    private void meet() {
        for (int u = 0; u < USERS; u++) {
            double there = !oneDayInThree || chance.uniform() < 1 / 3.0 ? 1 : 0;
            prefixHealthy[u + 1] = prefixHealthy[u] + there * healthy[u];
            prefixMisrouted[u + 1] = prefixMisrouted[u] + there * misrouted[u];
        }
        present = oneDayInThree ? USERS / 3.0 : USERS;
        if (oneDayInThree) {
            present = count();
        }
    }

    private double count() {
        int there = 0;
        for (int u = 0; u < USERS; u++) {
            there += prefixHealthy[u + 1] > prefixHealthy[u] ? 1 : 0;
        }
        return there;
    }

    private double rate(int day, int hour, double rampDays) {
        int cut = (int) (share(rampDays) * USERS);
        double sum = prefixMisrouted[cut] + prefixHealthy[USERS] - prefixHealthy[cut];
        return sum / present * season(day, hour);
    }

    private long decisions(int day, int hour) {
        double ofDay = 1 - 0.8 * Math.cos(2 * Math.PI * (hour - 3) / 24.0);
        double ofWeek = day % 7 >= 5 ? 0.7 : 1.12;
        double mean = PER_DAY / 24 * ofDay * ofWeek;
        return Math.max(0, Math.round(mean * (1 + 0.03 * chance.normal())));
    }

    private static double season(int day, int hour) {
        return (1 + 0.1 * Math.sin(2 * Math.PI * hour / 24.0)) * (day % 7 >= 5 ? 0.95 : 1.02);
    }

    /** The users' sums of an hour, as they would be for Poisson users of this correlation. */
    private UnitTally usersOf(long n, long x) {
        double p = n == 0 ? 0 : (double) x / n;
        double perUser = n / present;
        double more = n * perUser;
        double pairs = more * (p * p + ICC * p * (1 - p));
        return new UnitTally(n, x, n + more, x + more * p, x + pairs);
    }
}
