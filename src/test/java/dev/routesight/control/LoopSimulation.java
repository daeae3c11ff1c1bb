package dev.routesight.control;

import dev.routesight.drift.Binomials;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** A router that applies what is recommended, period by period. */
final class LoopSimulation {
    /** The rule as it is simulated: a router that applies proposals by itself approves none. */
    static ControlSettings settings(World world) {
        ControlSettings usual = ControlSettings.of(1_800_000, World.BINS, "strong", world.price());
        return usual;
    }

    private LoopSimulation() {}

    /**
     * @param threshold in force during the period
     * @param said at its end
     * @param worse how much worse cheap was
     */
    record Step(int period, double threshold, double worse, Recommendation said) {}

    /**
     * @param exploration share with a random route
     * @param delay periods after which a period's tallies are there
     * @param worse by period
     */
    static List<Step> run(
            World world,
            ControlSettings settings,
            double start,
            int periods,
            double exploration,
            int delay,
            IntToDoubleFunction worse,
            long seed) {
        Recommender recommender = new Recommender(settings);
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
