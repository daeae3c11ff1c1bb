package dev.routesight.simulate;

import dev.routesight.stats.Critical;

/**
 * The simulated verifier of a cascade: gives bad answers lower scores than good ones. A normal
 * evidence of spread 1, mapped to 0 to 1, is higher for good answers by so much that {@code recall}
 * of the bad and {@code falseAlarm} of the good ones fall below the gate. Its chance is its own, so
 * that a world with a verifier is the same world as one without.
 */
final class Verifier {
    private static final double LEAST = 1e-6;
    private static final int FINEST = 10_000;

    /** What the log keeps of it: the rest is missing, whatever it says. */
    private static final double TOLD = 2.0 / 3;

    private final Scenario.Cascade cascade;
    private final Dice dice;
    private final double gate;

    Verifier(Scenario.Cascade cascade, long seed) {
        this.cascade = cascade;
        this.dice = new Dice(Dice.mix(seed ^ 0x5645524946494552L));
        gate = Critical.normalQuantile(cascade.gate());
    }

    /** Whether the gate lets a coin decide about this answer, whatever its score. */
    Coin coin() {
        if (cascade.explore() == 0 || !dice.hits(cascade.share() * cascade.explore())) {
            return null;
        }
        return dice.hits(0.5) ? Coin.SHIP : Coin.ESCALATE;
    }

    /** The score of an answer that ships whatever it is, in 1/10000; null if none is known. */
    Integer ofExplored(boolean bad) {
        return told(dice.uniform(), bad);
    }

    /** The score of one that a coin decides about. */
    int any(boolean bad) {
        return score(dice.uniform(), bad);
    }

    /** The score of one that the gate let pass; null if none is known. */
    Integer passed(boolean bad) {
        double refused = refusedShare(bad);
        return told(refused + (1 - refused) * dice.uniform(), bad);
    }

    /**
     * The score of one that the gate refused.
     *
     * @param rank among the refused, from 0 to 1
     */
    int refused(double rank, boolean bad) {
        return Math.min(score(refusedShare(bad) * rank, bad), gateScore() - 1);
    }

    private Integer told(double rank, boolean bad) {
        return cascade.shippedScores() && dice.hits(TOLD) ? score(rank, bad) : null;
    }

    private int score(double rank, boolean bad) {
        double evidence = inner(rank);
        double shift = gate - Critical.normalQuantile(inner(refusedShare(bad)));
        double score = Critical.normal(Critical.normalQuantile(evidence) + shift);
        return Math.min(FINEST, (int) (FINEST * score));
    }

    private double refusedShare(boolean bad) {
        return bad ? cascade.recall() : cascade.falseAlarm();
    }

    private int gateScore() {
        return (int) Math.round(FINEST * cascade.gate());
    }

    private static double inner(double share) {
        return Math.max(LEAST, Math.min(1 - LEAST, share));
    }

    /** What is done with an answer by chance. */
    enum Coin {
        SHIP,
        ESCALATE
    }
}
