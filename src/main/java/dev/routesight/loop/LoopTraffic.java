package dev.routesight.loop;

import dev.routesight.simulate.Scenario;
import dev.routesight.simulate.Simulation;
import dev.routesight.simulate.TrueCost;
import dev.routesight.simulate.Truth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The traffic of a simulated router, a period at a time, with the threshold that it was given. */
public final class LoopTraffic {
    /** Heartbeats after a period's end, until all that it holds is final. */
    private static final Duration TAIL = Duration.ofMinutes(45);

    private static final Duration HEARTBEAT = Duration.ofMinutes(5);

    private final LoopPlan plan;

    public LoopTraffic(LoopPlan plan) {
        this.plan = plan;
    }

    /**
     * @param lines events in order of arrival
     * @param cost what any threshold would have cost
     */
    public record Period(List<byte[]> lines, TrueCost cost) {}

    /** The same period and threshold give the same bytes. */
    public Period play(int period, double threshold) {
        Scenario scenario = scenario(period, threshold);
        List<byte[]> lines = new ArrayList<>();
        Truth truth = Simulation.events(scenario, lines::add);
        double price = plan.pricePerBadAnswer();
        return new Period(
                lines, TrueCost.of(scenario, truth.decisions(), price, plan.worse(period)));
    }

    Scenario scenario(int period, double threshold) {
        Scenario world = plan.world();
        double worse = plan.worse(period);
        Map<String, String> where = Map.of("route", world.defaultRoute());
        return world.during(
                        plan.start(period).plus(LoopPlan.PAUSE),
                        LoopPlan.PERIOD.minus(LoopPlan.PAUSE.multipliedBy(2)),
                        world.seed() + 1_000_003L * period,
                        List.of(
                                new Scenario.RouterVersion(
                                        "v" + period,
                                        null,
                                        threshold,
                                        world.router().get(0).noise())),
                        mix(period),
                        worse == 0
                                ? List.of()
                                : List.of(
                                        new Scenario.Drift(
                                                "failure", where, null, null, null, worse)))
                .withHeartbeats(new Scenario.Heartbeats(HEARTBEAT, LoopPlan.PAUSE.plus(TAIL)));
    }

    /** The hardest shape is asked more and more. */
    private List<Scenario.Shape> mix(int period) {
        List<Scenario.Shape> shapes = plan.world().shapes();
        Scenario.Shape hardest =
                shapes.stream().max(Comparator.comparing(Scenario.Shape::difficulty)).orElseThrow();
        double grown = Math.pow(plan.harderBy(), (double) period / Math.max(1, plan.periods() - 1));
        return shapes.stream()
                .map(shape -> shape.equals(hardest) ? heavier(shape, grown) : shape)
                .toList();
    }

    private static Scenario.Shape heavier(Scenario.Shape shape, double factor) {
        return new Scenario.Shape(
                shape.name(),
                shape.weight() * factor,
                shape.difficulty(),
                shape.spread(),
                shape.promptTokens(),
                shape.answerTokens());
    }
}
