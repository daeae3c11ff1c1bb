package dev.routesight.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short version of each closed loop; {@link ClosedLoopProfileTest} is the long one. */
class ClosedLoopTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.9})
    void aThresholdFarOffComesNearTheOracle(double start) {
        for (World world : List.of(World.STEEP, World.FLAT)) {
            LoopTables.Converged row = LoopTables.converge(world, start, 0, 5);
            assertThat(row.near()).as(row.line()).isEqualTo(5);
            assertThat(row.harmed()).as(row.line()).isZero();
        }
    }

    @Test
    void signalsThatComeAPeriodLateDoNotMakeItOscillate() {
        LoopTables.Converged row = LoopTables.converge(World.STEEP, 0.9, 1, 5);
        assertThat(row.near()).as(row.line()).isEqualTo(5);
        assertThat(row.calm()).as(row.line()).isEqualTo(5);
    }

    @Test
    void whereAllThresholdsAreEqualItHolds() {
        LoopTables.Said row =
                LoopTables.said("null", World.NULL, LoopSimulation.EXPLORATION, 20, 10);
        assertThat(row.hold()).isGreaterThanOrEqualTo(185);
    }

    @Test
    void withoutExplorationNothingIsEverSaid() {
        LoopTables.Said row = LoopTables.said("blind", World.STEEP, 0, 10, 5);
        assertThat(row.unknown()).isEqualTo(50);
    }

    @Test
    void aModelThatSilentlyGetsWorseIsFollowedAndTheOwnLogDoesNotShowIt() {
        assertThat(LoopTables.degrade(World.STEEP, "randomised", 5).near()).isEqualTo(5);
        assertThat(LoopTables.degrade(World.STEEP, "naive", 5).cost()).isGreaterThan(1.2);
    }
}
