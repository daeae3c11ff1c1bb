package dev.routesight.control;

import dev.routesight.drift.Binomials;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * A router that applies what is recommended, period by period, on exact draws of what the tallies
 * would be. None of its thresholds but the first is a person's: harm is measured from that one.
 */
final class LoopSimulation {
    /** Share of decisions with a random route. */
    static final double EXPLORATION = 0.05;

    private LoopSimulation() {}

    static ControlSettings settings(World world) {
        return ControlSettings.of(1_800_000, World.BINS, "strong", world.price()).appliedByItself();
    }

    /**
     * @param threshold in force during the period
     * @param worse how much worse cheap was
     * @param said at its end; null where nothing was said yet
     */
    record Step(int period, double threshold, double worse, Recommendation said) {}

    /**
     * @param delay periods after which a period's tallies are there
     * @param worse by period
     * @return a step a period, and the threshold after the last
     */
    static List<Step> run(
            World world,
            double start,
            int periods,
            double exploration,
            int delay,
            IntToDoubleFunction worse,
            long seed) {
        Recommender recommender = new Recommender(settings(world));
        ControlState state = ControlState.create();
        Binomials chance = new Binomials(seed);
        Deque<PeriodBins> ripening = new ArrayDeque<>();
        double threshold = start;
        List<Step> steps = new ArrayList<>();
        for (int period = 0; period < periods; period++) {
            double bad = worse.applyAsDouble(period);
            ripening.add(world.period(period, threshold, exploration, bad, chance));
            Recommendation said = null;
            if (ripening.size() > delay) {
                said = recommender.atPeriodEnd(state, ripening.remove(), false);
                state = ControlState.fromBytes(state.toBytes());
            }
            steps.add(new Step(period, threshold, bad, said));
            if (said != null && (said.is(Status.PROPOSED) || said.is(Status.ROLLBACK))) {
                threshold = said.proposedThreshold();
            }
        }
        steps.add(new Step(periods, threshold, worse.applyAsDouble(periods), null));
        return steps;
    }
}
