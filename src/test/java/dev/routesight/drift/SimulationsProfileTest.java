package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The simulations in full, with stored seeds. Their output goes to {@code target/drift-tables};
 * what one run printed is kept in {@code src/test/resources/drift/tables}.
 */
@Tag("profile")
class SimulationsProfileTest {
    private final SimulationTables tables = new SimulationTables(Path.of("target", "drift-tables"));

    @Test
    void thePromiseHolds() {
        int streams = 2000;
        for (PromiseSimulation.Row row : tables.promise(streams)) {
            String as = row.line();
            assertThat(row.kept()).as(as).isLessThanOrEqualTo(1);
            if (row.setting() == PromiseSimulation.Setting.PLUG_IN) {
                assertThat(row.broken()).as(as).isGreaterThan(0.3);
                continue;
            }
            assertThat(row.perStream()).as(as).isLessThanOrEqualTo(1);
            // with clusters the design effect is estimated, too
            boolean clusters = row.setting().name().startsWith("DESIGN_EFFECT");
            double most = (clusters ? 0.06 : 0.05) + 3 * Math.sqrt(0.05 * 0.95 / streams);
            assertThat(row.broken()).as(as).isLessThanOrEqualTo(most);
        }
    }

    @Test
    void falseDiscoveriesStayWithinTheirRate() {
        for (FdrSimulation.Row row : tables.falseDiscoveries(60)) {
            assertThat(row.rate() - 2 * row.error())
                    .as(row.line())
                    .isLessThanOrEqualTo(FdrSimulation.ALPHA);
            if (row.drifting() > 0) {
                assertThat(row.power()).as(row.line()).isGreaterThan(0.8);
            }
        }
    }

    @Test
    void delaysAreAtMostAFifthOverTheOptimumThatCannotBeHad() {
        List<DelaySimulation.Row> rows = tables.delays(new double[] {1e4, 1e5}, 400);
        double logs = 0;
        for (DelaySimulation.Row row : rows) {
            assertThat(row.measured() / row.runLength()).isBetween(0.99, 1.02);
            assertThat(row.ofOptimum()).as(row.line()).isLessThanOrEqualTo(1.2);
            logs += Math.log(row.ofOptimum());
        }
        assertThat(Math.exp(logs / rows.size())).isLessThanOrEqualTo(1.1);
    }

    @Test
    void whatIsCommonlyUsedIsSlower() {
        List<DelaySimulation.Row> rows = tables.otherDelays(new double[] {1e4, 1e5}, 40);
        double logs = 0;
        for (DelaySimulation.Row row : rows) {
            logs += Math.log(row.ofOptimum());
        }
        assertThat(Math.exp(logs / rows.size())).isGreaterThan(1.5);
    }

    @Test
    void theIncidentIsSeenWhileItsShareIsUnderFourPercent() {
        List<SimulationTables.IncidentRow> rows = tables.incident(100);
        for (SimulationTables.IncidentRow row : rows) {
            if (row.test().equals("baseline") && row.dayNoise() == 0 && !row.oneDayInThree()) {
                assertThat(row.good()).as(row.line()).isGreaterThanOrEqualTo(95);
            }
            if (row.test().equals("concurrent")) {
                assertThat(row.falseAlerts()).as(row.line()).isLessThanOrEqualTo(5);
            }
        }
    }

    @Test
    void theConfidenceSetHoldsTheStart() {
        for (Starts.Row row : tables.starts(200)) {
            if (row.runs() >= 100) {
                assertThat(row.share()).as(row.line()).isGreaterThanOrEqualTo(0.95);
            }
        }
    }

    @Test
    void whatIsDriftAlertsAndWhatIsNoneDoesNot() {
        for (KindsSimulation.Row row : tables.kinds(100)) {
            assertThat(row.before()).as(row.line()).isLessThanOrEqualTo(2);
            int seeds = row.seeds() - row.before();
            if (row.kind().drift) {
                assertThat(row.alerted()).as(row.line()).isGreaterThanOrEqualTo(seeds - 5);
            } else {
                assertThat(row.alerted()).as(row.line()).isLessThanOrEqualTo(2);
            }
        }
    }
}
