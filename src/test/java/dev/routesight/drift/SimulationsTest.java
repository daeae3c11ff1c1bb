package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A short version of each simulation; {@link SimulationsProfileTest} is the long one. */
class SimulationsTest {
    @ParameterizedTest
    @EnumSource(PromiseSimulation.Setting.class)
    void falseAlertsStayWithinTheBudget(PromiseSimulation.Setting setting) {
        PromiseSimulation.Row row = PromiseSimulation.run(setting, 0.05, 60, 11);
        // the plug-in estimate is there to show that about every second bound is broken
        if (setting == PromiseSimulation.Setting.PLUG_IN) {
            assertThat(row.broken()).isGreaterThan(0.3);
        } else {
            assertThat(row.perStream() - 3 * row.error()).isLessThanOrEqualTo(1);
            assertThat(row.broken()).isLessThan(0.05 + 3 * Math.sqrt(0.05 * 0.95 / 60));
        }
    }

    @Test
    void falseDiscoveriesStayWithinTheirRate() {
        FdrSimulation.Row row = FdrSimulation.run(0.1, false, true, 1, 3);
        assertThat(row.rate()).isLessThanOrEqualTo(FdrSimulation.ALPHA);
        assertThat(row.power()).isGreaterThan(0.8);
    }

    @Test
    void theDelayIsNearThatOfTheOptimumThatCannotBeHad() {
        for (DelaySimulation.Row row :
                DelaySimulation.own(0.2, 1e4, new double[] {1.35, 1.75, 2.5}, 300, 3)) {
            assertThat(row.measured()).isBetween(9_900.0, 10_200.0);
            assertThat(row.ofOptimum()).isLessThan(1.3);
        }
    }

    @Test
    void theIncidentIsSeenInTime() {
        SimulationTables.IncidentRow row = SimulationTables.incident(false, 20, 0, false, 4);
        assertThat(row.falseAlerts()).isZero();
        assertThat(row.good()).isGreaterThanOrEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(KindsSimulation.Kind.class)
    void whatIsDriftAlertsAndWhatIsNoneDoesNot(KindsSimulation.Kind kind) {
        KindsSimulation.Row row = KindsSimulation.run(kind, 2, 500);
        assertThat(row.before()).isZero();
        assertThat(row.alerted()).isEqualTo(kind.drift ? 2 : 0);
    }
}
