package dev.routesight.calibration;

import dev.routesight.stats.Chance;

/**
 * Users who come three times on average and differ, split over three arms. A query's score s is
 * uniform; cheap is rejected with 0.1 + 0.3·s, strong with 0.08 + 0.05·s, times the user's temper.
 */
final class SimulatedArms {
    /** Live sends what scores as much or more to strong. */
    static final double THRESHOLD = 0.6;

    static final double CHEAP = 0.25;
    static final double STRONG = 0.105;
    static final double LIVE = 0.6 * 0.19 + 0.4 * 0.12;
    static final double SHARE = 1 - THRESHOLD;
    static final double RECOVERED = (CHEAP - LIVE) / (CHEAP - STRONG);
    static final double GAIN = RECOVERED - SHARE;

    /** USD of a decision by strong; cheap is free. */
    static final double PRICE = 0.01;

    static final double VISITS = 3;

    final ArmSums cheap = new ArmSums("cheap");
    final ArmSums strong = new ArmSums("strong");
    final ArmSums live = new ArmSums("live");

    /**
     * @param coin live ignores the score and sends as much to strong by chance
     */
    SimulatedArms(long seed, int users, boolean coin) {
        Chance chance = new Chance(seed);
        for (int user = 0; user < users; user++) {
            int arm = chance.below(4);
            double temper = chance.temper();
            int visits = chance.visits(VISITS);
            int bad = 0;
            int toStrong = 0;
            for (int i = 0; i < visits; i++) {
                double s = chance.uniform();
                boolean routed = coin ? chance.hits(SHARE) : s >= THRESHOLD;
                boolean isStrong = arm == 1 || (arm > 1 && routed);
                toStrong += isStrong ? 1 : 0;
                bad += chance.hits(temper * (isStrong ? 0.08 + 0.05 * s : 0.1 + 0.3 * s)) ? 1 : 0;
            }
            ArmSums sums = arm == 0 ? cheap : arm == 1 ? strong : live;
            sums.add(chance.below(64), 1, visits, bad, toStrong, toStrong * PRICE);
        }
    }

    RecoveredRange range() {
        return RecoveredRange.of(cheap, strong, live, 0.95);
    }
}
