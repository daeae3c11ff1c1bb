package dev.routesight.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.SignalKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitStateTest {
    private static Exposed exposed(String arm, long ts, String decision) {
        return new Exposed(
                "e", 7, arm, ts, decision, 1_800_000, true, SignalKind.EDIT.bit(), false, 5);
    }

    @Test
    void theFirstExposureCountsWhateverComesFirst() {
        List<Exposed> all =
                List.of(exposed("live", 20, "a"), exposed("cheap", 10, "b"), exposed("", 1, "c"));
        UnitState one = new UnitState();
        all.forEach(one::add);
        UnitState other = new UnitState();
        for (int i = all.size() - 1; i >= 0; i--) {
            other.add(all.get(i));
        }

        for (UnitState state : List.of(one, other)) {
            assertThat(state.arm).isEqualTo("cheap");
            assertThat(state.firstTs).isEqualTo(10);
            assertThat(state.crossed).isTrue();
            assertThat(state.sums[UnitSum.DECISIONS.ordinal()]).isEqualTo(2);
            assertThat(state.sums[UnitSum.EDIT.ordinal()]).isEqualTo(2);
            assertThat(state.sums[UnitSum.BEFORE_DECISIONS.ordinal()]).isEqualTo(1);
            assertThat(state.sums[UnitSum.COST_USD.ordinal()]).isEqualTo(10);
        }
        assertThat(one.sums).isEqualTo(other.sums);
    }

    @Test
    void atOneInstantTheSmallerDecisionIsTheFirst() {
        UnitState state = new UnitState();
        state.add(exposed("live", 10, "b"));
        state.add(exposed("cheap", 10, "a"));
        state.add(exposed("strong", 10, "c"));

        assertThat(state.arm).isEqualTo("cheap");
    }

    @Test
    void aUnitSeenBeforeOnlyWasNotExposed() {
        UnitState state = new UnitState();
        state.add(exposed("", 1, "a"));

        assertThat(state.isExposed()).isFalse();
    }
}
