package dev.routesight.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.simulate.Scenario;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import dev.routesight.simulate.TrueCost;
import dev.routesight.simulate.Truth;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoopTrafficTest {
    private static final Pattern TS = Pattern.compile("\"ts\":(\\d+)");
    private static LoopPlan plan;

    @BeforeAll
    static void plan() throws Exception {
        Scenario world = ScenarioFile.read(Path.of("../conf/scenarios/closed-loop.yaml"));
        plan = new LoopPlan(world.withSessions(2000), 10, 0.9, 0.02, 4, 0.3, 3, 2);
    }

    @Test
    void theSamePeriodAndThresholdGiveTheSameBytes() {
        List<byte[]> once = new LoopTraffic(plan).play(3, 0.5).lines();
        List<byte[]> again = new LoopTraffic(plan).play(3, 0.5).lines();
        assertThat(text(once)).isEqualTo(text(again));
        assertThat(text(new LoopTraffic(plan).play(3, 0.6).lines())).isNotEqualTo(text(once));
    }

    @Test
    void aPeriodKeepsToItselfAndEndsWhenItIsFinal() {
        List<byte[]> lines = new LoopTraffic(plan).play(2, 0.5).lines();
        long end = plan.start(3).toEpochMilli();
        long last = 0;
        for (String line : text(lines)) {
            Matcher ts = TS.matcher(line);
            assertThat(ts.find()).isTrue();
            long at = Long.parseLong(ts.group(1));
            last = Math.max(last, at);
            if (!line.contains("heartbeat")) {
                assertThat(at).isBetween(plan.start(2).toEpochMilli(), end);
            }
        }
        Instant next = plan.start(3).plus(LoopPlan.PAUSE);
        assertThat(last).isGreaterThan(end + 1_860_000).isLessThan(next.toEpochMilli());
    }

    @Test
    void theModelGetsWorseAndTheMixHarderAsPlanned() {
        assertThat(plan.worse(3)).isZero();
        assertThat(plan.worse(4)).isCloseTo(0.1, within(1e-12));
        assertThat(plan.worse(6)).isCloseTo(0.3, within(1e-12));
        assertThat(plan.worse(9)).isCloseTo(0.3, within(1e-12));
        LoopTraffic traffic = new LoopTraffic(plan);
        assertThat(traffic.scenario(0, 0.5).shapes()).isEqualTo(plan.world().shapes());
        double weight = plan.world().shapes().get(1).weight();
        assertThat(traffic.scenario(9, 0.5).shapes().get(1).weight())
                .isCloseTo(2 * weight, within(1e-9));
        assertThat(traffic.scenario(0, 0.5).drift()).isEmpty();
        assertThat(traffic.scenario(9, 0.5).drift()).hasSize(1);
    }

    /** Bad answers as the simulator drew them, against what the truth expects of them. */
    @Test
    void theTrueCostIsWhatIsPlayed() {
        for (double threshold : new double[] {0.2, 0.6}) {
            Scenario scenario = new LoopTraffic(plan).scenario(9, threshold);
            Truth truth = Simulation.events(scenario.withSessions(20_000), line -> {});
            double bad = 0;
            double strong = 0;
            for (var decision : truth.decisions()) {
                bad += decision.bad() ? 1 : 0;
                strong += decision.route().equals("strong") ? 1 : 0;
            }
            int n = truth.decisions().size();
            // a price so high that money does not count, and the share of explored decisions
            TrueCost cost = TrueCost.of(scenario, truth.decisions(), 1e6, plan.worse(9));
            TrueCost cheap = cost;
            double explored = 0.5 * (cheap.at(0) + cheap.at(1));
            double played = 0.9 * cheap.at(threshold) + 0.1 * explored;
            double shown = 0.74 * bad / n + 0.05 * (1 - bad / n);
            assertThat(played / 1e6).isCloseTo(shown, within(0.015));
            assertThat(strong / n).isBetween(0.05, 0.95);
        }
    }

    @Test
    void aRouterAppliesWhatIsProposedAndNothingElse() throws Exception {
        List<Said> says =
                List.of(
                        new Said("proposed", "step", 0.6),
                        new Said("hold", "cool-down", 0.2),
                        new Said("rollback", "drift", 0.9),
                        new Said("unidentifiable", "no-exploration", 0.1));
        LoopPlan four = new LoopPlan(plan.world().withSessions(50), 4, 0.9, 0.02, 9, 0, 1, 1);
        List<Integer> sent = new ArrayList<>();
        LoopJob job =
                new LoopJob() {
                    @Override
                    public void send(int period, List<byte[]> lines) {
                        sent.add(period);
                    }

                    @Override
                    public Said await(int period) {
                        return says.get(period);
                    }
                };
        List<LoopStep> steps = ClosedLoop.run(four, job, step -> {});
        assertThat(sent).containsExactly(0, 1, 2, 3);
        assertThat(steps).extracting(LoopStep::threshold).containsExactly(0.9, 0.6, 0.6, 0.9);
        assertThat(steps).allMatch(step -> step.regret() >= 0);
        assertThat(LoopText.line(steps.get(1))).contains("0.60", "hold", "cool-down");
    }

    private static List<String> text(List<byte[]> lines) {
        return lines.stream().map(line -> new String(line, StandardCharsets.UTF_8)).toList();
    }
}
