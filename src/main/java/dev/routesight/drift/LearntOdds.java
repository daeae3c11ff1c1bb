package dev.routesight.drift;

import java.nio.ByteBuffer;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * What the concurrent test learns: how a group compares with another at the same time, and how much
 * that differs from day to day beyond chance. Mutable.
 *
 * <p>The latter is Cochran's heterogeneity of the days' log odds ratios, Σ w (l − l̄)² with w = 1 /
 * variance, over days − 1, as {@link CycleSpread} takes it: only where chance alone would show as
 * much in 1 % of cases, and of days with five events in either group.
 */
final class LearntOdds {
    private static final double RARE = 0.01;
    private static final long LEAST_EVENTS = 5;
    static final int BYTES = 2 * OddsSums.BYTES + 2 * UnitTally.BYTES + 120;

    private OddsSums all = OddsSums.NONE;
    private Compared sums = Compared.NONE;
    private UnitTally units = UnitTally.NONE;
    private UnitTally referenceUnits = UnitTally.NONE;

    private int day = Integer.MIN_VALUE;
    private OddsSums today = OddsSums.NONE;
    private long events;
    private long referenceEvents;
    private int days;
    private double weights;
    private double logs;
    private double squares;

    void add(Block block, int ofDay, UnitTally watched, UnitTally reference) {
        if (ofDay != day) {
            closeDay();
            day = ofDay;
        }
        for (StratumTally tally : block.strata()) {
            if (tally.decisions() > 0 && tally.referenceDecisions() > 0) {
                all = all.plus(tally);
                today = today.plus(tally);
                events += tally.events();
                referenceEvents += tally.referenceEvents();
            }
        }
        sums = sums.plus(Compared.of(block));
        units = units.plus(watched);
        referenceUnits = referenceUnits.plus(reference);
    }

    private void closeDay() {
        if (events >= LEAST_EVENTS && referenceEvents >= LEAST_EVENTS && today.isFixing()) {
            OddsRatio ratio = today.ratio();
            double weight = 1 / (ratio.standardError() * ratio.standardError());
            days++;
            weights += weight;
            logs += weight * ratio.log();
            squares += weight * ratio.log() * ratio.log();
        }
        today = OddsSums.NONE;
        events = 0;
        referenceEvents = 0;
    }

    /** Decisions that had others to compare with. */
    long decisions() {
        return sums.decisions();
    }

    long events() {
        return sums.events();
    }

    /** Whether it fixes an odds ratio. */
    boolean isFixing() {
        return all.isFixing();
    }

    /** At least 1. */
    double designEffect() {
        double users = Math.max(DesignEffect.ofUnits(units), DesignEffect.ofUnits(referenceUnits));
        if (days < 2) {
            return users;
        }
        double chiSquared = squares - logs * logs / weights;
        double rare = ChiSquaredDistribution.of(days - 1).inverseSurvivalProbability(RARE);
        return chiSquared > rare
                ? Math.max(users, DesignEffect.ofBlocks(chiSquared, days - 1))
                : users;
    }

    /**
     * @param oddsRatio θ0 if it is known, else 0
     */
    ConcurrentNull learnt(double oddsRatio, double designEffect, double delta, Watch watch) {
        return oddsRatio > 0
                ? ConcurrentNull.given(oddsRatio, sums)
                : ConcurrentNull.learnt(all.ratio(), sums, designEffect, delta, watch);
    }

    void write(ByteBuffer to) {
        all.write(to);
        sums.write(to);
        units.write(to);
        referenceUnits.write(to);
        to.putInt(day);
        today.write(to);
        to.putLong(events).putLong(referenceEvents).putInt(days);
        to.putDouble(weights).putDouble(logs).putDouble(squares);
    }

    static LearntOdds read(ByteBuffer from) {
        LearntOdds read = new LearntOdds();
        read.all = OddsSums.read(from);
        read.sums = Compared.read(from);
        read.units = UnitTally.read(from);
        read.referenceUnits = UnitTally.read(from);
        read.day = from.getInt();
        read.today = OddsSums.read(from);
        read.events = from.getLong();
        read.referenceEvents = from.getLong();
        read.days = from.getInt();
        read.weights = from.getDouble();
        read.logs = from.getDouble();
        read.squares = from.getDouble();
        return read;
    }
}
