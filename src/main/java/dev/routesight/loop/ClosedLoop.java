package dev.routesight.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A router that applies what is recommended: it plays a period with the threshold in force, waits
 * for what the job says at its end, and plays the next one with what it says. The recommendation
 * comes in a pause of the traffic, so that a period has one threshold and a run repeats to the
 * byte.
 */
public final class ClosedLoop {
    /** Thresholds that the oracle chooses from, besides 0. */
    private static final int ORACLE_STEPS = 100;

    private ClosedLoop() {}

    /**
     * @param each is told of each period as it ends
     */
    public static List<LoopStep> run(LoopPlan plan, LoopJob job, Consumer<LoopStep> each)
            throws Exception {
        LoopTraffic traffic = new LoopTraffic(plan);
        double threshold = plan.startThreshold();
        List<LoopStep> steps = new ArrayList<>();
        for (int period = 0; period < plan.periods(); period++) {
            LoopTraffic.Period played = traffic.play(period, threshold);
            job.send(period, played.lines());
            Said said = job.await(period);
            double oracle = played.cost().cheapest(ORACLE_STEPS);
            LoopStep step =
                    new LoopStep(
                            period,
                            threshold,
                            oracle,
                            played.cost().at(threshold),
                            played.cost().at(oracle),
                            said);
            steps.add(step);
            each.accept(step);
            threshold = said.moves() ? said.threshold() : threshold;
        }
        return steps;
    }
}
