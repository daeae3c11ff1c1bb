package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.routesight.drift.StreamRule.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamRuleTest {
    private static final AlertBudget BUDGET = new AlertBudget(1, 100);
    private final StreamRule rule =
            new StreamRule(new StreamSettings(Watch.RISES, BUDGET, 0.05, 1, 168, 100, 500, 48, 4));
    private final Binomials chance = new Binomials(2);

    @Test
    void aStepAlertsOnceStaysOpenAndResolvesWhenItIsOver() {
        StreamState state = StreamState.create();
        List<Outcome> outcomes = new ArrayList<>();
        for (int window = 0; window < 600; window++) {
            double rate = window >= 300 && window < 400 ? 0.1 : 0.05;
            outcomes.add(fold(state, window, 200, rate));
        }
        assertThat(outcomes.subList(0, 99)).containsOnly(Outcome.LEARNING);
        assertThat(outcomes.get(99)).isEqualTo(Outcome.LEARNT);
        assertThat(outcomes.subList(100, 300)).containsOnly(Outcome.QUIET);
        int alert = outcomes.indexOf(Outcome.ALERT);
        int over = outcomes.indexOf(Outcome.RESOLVED);
        assertThat(alert).isBetween(300, 315);
        assertThat(outcomes.lastIndexOf(Outcome.ALERT)).isEqualTo(alert);
        assertThat(outcomes.subList(alert + 1, over)).containsOnly(Outcome.OPEN);
        assertThat(over).isBetween(400, 425);
        assertThat(outcomes.subList(over + 1, 600)).containsOnly(Outcome.QUIET);
    }

    @Test
    void anOpenAlertKnowsItsStartAndItsDirection() {
        StreamState state = StreamState.create();
        int window = 0;
        while (window < 1000
                && fold(state, window, 200, window < 300 ? 0.05 : 0.1) != Outcome.ALERT) {
            window++;
        }
        assertThat(state.alert().isOpen()).isTrue();
        assertThat(state.alert().since()).isBetween(296, 304);
        assertThat(state.alert().direction()).isEqualTo(Direction.RISE);
        assertThat(state.alert().openedAt()).isEqualTo(window);
    }

    @Test
    void aCohortWithThreeDecisionsADayLearnsUntilItHasEnough() {
        StreamState state = StreamState.create();
        EnumSet<Outcome> seen = EnumSet.noneOf(Outcome.class);
        for (int day = 0; day < 166; day++) {
            seen.add(rule.fold(state, Block.of(day * 24, 3, 3), UnitTally.NONE));
        }
        assertThat(seen).containsOnly(Outcome.LEARNING);
        assertThat(state.learntDecisions()).isEqualTo(498);
        assertThat(rule.fold(state, Block.of(166 * 24, 3, 3), UnitTally.NONE))
                .isEqualTo(Outcome.LEARNT);
        assertThat(state.weeklyDecisions()).isBetween(20.0, 22.0);
        assertThat(rule.threshold(state)).isBetween(2000.0, 2200.0);
    }

    @Test
    void aReplayGivesTheSameAsNone() {
        StreamState once = StreamState.create();
        StreamState twice = StreamState.create();
        List<Block> blocks = new ArrayList<>();
        for (int window = 0; window < 400; window++) {
            blocks.add(Block.of(window, 200, chance.draw(200, window < 300 ? 0.05 : 0.1)));
        }
        for (int i = 0; i < blocks.size(); i++) {
            Outcome outcome = rule.fold(once, blocks.get(i), UnitTally.NONE);
            assertThat(rule.fold(twice, blocks.get(i), UnitTally.NONE)).isEqualTo(outcome);
            Block before = blocks.get(Math.max(0, i - 3));
            assertThat(rule.fold(twice, before, UnitTally.NONE)).isEqualTo(Outcome.REPLAYED);
        }
        assertThat(twice.toBytes()).isEqualTo(once.toBytes());
    }

    @Test
    void aRestoredStreamGoesOnAsIfNothingHadHappened() {
        StreamRule byDay =
                new StreamRule(
                        new StreamSettings(Watch.BOTH, BUDGET, 0.05, 0, 168, 336, 500, 72, 4));
        StreamState state = StreamState.create();
        StreamState restored = StreamState.create();
        int alerts = 0;
        for (int window = 0; window < 700; window++) {
            long n = 150 + window % 24;
            long x = chance.draw(n, window < 500 ? 0.1 : 0.2);
            long start = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli() + window * 3_600_000L;
            Block block =
                    Rhythm.DAY_AND_WEEKEND.block(
                            window, start, start + 3_600_000L, List.of(StratumTally.of("", n, x)));
            UnitTally users = UnitTally.NONE.plusUser(n, x);
            Outcome outcome = byDay.fold(state, block, users);
            restored = StreamState.fromBytes(restored.toBytes());
            assertThat(byDay.fold(restored, block, users)).isEqualTo(outcome);
            alerts += outcome == Outcome.ALERT ? 1 : 0;
        }
        assertThat(restored.toBytes()).isEqualTo(state.toBytes());
        assertThat(alerts).as("a user per window makes d as large as a window").isLessThan(2);
    }

    @Test
    void anAlertOfACohortThatVanishesIsOver() {
        StreamState state = StreamState.create();
        int window = 0;
        while (fold(state, window, 200, window < 150 ? 0.05 : 0.2) != Outcome.ALERT) {
            window++;
        }
        assertThat(rule.quietAt(state, window + 47)).isEqualTo(Outcome.OPEN);
        assertThat(rule.quietAt(state, window + 48)).isEqualTo(Outcome.RESOLVED);
        assertThat(rule.quietAt(state, window + 49)).isEqualTo(Outcome.QUIET);
    }

    @Test
    void anAlertOfACohortThatComesBackAfterALongTimeIsOverFirst() {
        StreamState state = StreamState.create();
        int window = 0;
        while (fold(state, window, 200, window < 150 ? 0.05 : 0.2) != Outcome.ALERT) {
            window++;
        }
        assertThat(fold(state, window + 500, 200, 0.05)).isEqualTo(Outcome.RESOLVED);
        assertThat(fold(state, window + 501, 200, 0.05)).isEqualTo(Outcome.QUIET);
    }

    @Test
    void stateStaysUnderThreeHundredBytes() {
        for (Watch watch : Watch.values()) {
            StreamRule any =
                    new StreamRule(
                            new StreamSettings(watch, BUDGET, 0.05, 1, 168, 100, 500, 48, 4));
            StreamState state = StreamState.create();
            for (int window = 0; window < 400; window++) {
                any.fold(state, Block.of(window, 9000, chance.draw(9000, 0.05)), UnitTally.NONE);
            }
            assertThat(state.isLearning()).isFalse();
            assertThat(state.toBytes()).hasSizeLessThan(watch == Watch.BOTH ? 300 : 204);
        }
    }

    @Test
    void bytesOfAnotherVersionAreRefused() {
        byte[] bytes = StreamState.create().toBytes();
        bytes[0] = 99;
        assertThatThrownBy(() -> StreamState.fromBytes(bytes)).hasMessageContaining("version 99");
    }

    private Outcome fold(StreamState state, int window, long n, double rate) {
        return rule.fold(state, Block.of(window, n, chance.draw(n, rate)), UnitTally.NONE);
    }
}
