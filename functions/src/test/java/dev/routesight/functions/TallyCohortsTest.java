package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.LATE_JOIN;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static dev.routesight.functions.testing.Settings.tally;
import static dev.routesight.functions.testing.Tallying.decisions;
import static dev.routesight.functions.testing.Tallying.judged;
import static dev.routesight.functions.testing.Tallying.outcome;
import static dev.routesight.functions.testing.Tallying.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.routesight.event.Hash64;
import dev.routesight.functions.testing.Tallying;
import dev.routesight.tally.CohortCap;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.TallyRow;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class TallyCohortsTest {
    private static final long TWO_MINUTES = 2 * MINUTE;
    private static final long HALF_AN_HOUR = 30 * MINUTE;
    private static final long WINDOW_END = BEGINNING + HOUR;
    private static final long FIRST_FINAL = WINDOW_END + TWO_MINUTES;
    private static final long LAST_FINAL = WINDOW_END + HALF_AN_HOUR;
    private static final long JUDGEMENTS_FINAL = WINDOW_END + LATE_JOIN;

    @Test
    void rowsAreProvisionalWhileTheWindowIsOpenThenFinalHorizonByHorizonThenGone()
            throws Exception {
        try (Tallying tallying = new Tallying(tally(false, 10), null)) {
            tallying.watermark(BEGINNING);
            tallying.takes(outcome(BEGINNING, "acme", TWO_MINUTES));
            tallying.takes(outcome(BEGINNING, "acme", HALF_AN_HOUR));
            tallying.watermark(BEGINNING + MINUTE - 1);
            assertThat(tallying.cohortRows).isEmpty();
            tallying.watermark(BEGINNING + MINUTE);
            assertThat(tallying.cohortRows).hasSize(2).noneMatch(TallyRow::isFinal);
            assertThat(tallying.scoreRows).hasSize(2).noneMatch(TallyRow::isFinal);
            tallying.watermark(FIRST_FINAL - 1);
            assertThat(tallying.cohortRows).hasSize(2);
            tallying.watermark(FIRST_FINAL);
            assertFinal(last(tallying), TWO_MINUTES, FIRST_FINAL);
            tallying.watermark(LAST_FINAL);
            assertFinal(last(tallying), HALF_AN_HOUR, LAST_FINAL);
            tallying.watermark(JUDGEMENTS_FINAL - 1);
            assertThat(tallying.nothingIsLeft()).isFalse();
            tallying.watermark(JUDGEMENTS_FINAL);
            assertThat(tallying.nothingIsLeft()).isTrue();
            assertThat(tallying.cohortRows).hasSize(4);
        }
    }

    private static void assertFinal(TallyRow row, long horizon, long asOf) {
        assertThat(row.isFinal()).isTrue();
        assertThat(row.complete()).isTrue();
        assertThat(row.horizonSeconds()).isEqualTo(horizon / 1000);
        assertThat(row.asOf()).isEqualTo(asOf);
        assertThat(decisions(row)).isEqualTo(1);
    }

    @Test
    void judgementsAreShownOnceFinalAtWindowEndAndLateJoin() throws Exception {
        try (Tallying tallying = new Tallying(tally(false, 10), null)) {
            tallying.takes(judged(BEGINNING, "acme"), judged(BEGINNING, "acme"));
            tallying.watermark(JUDGEMENTS_FINAL - 1);
            assertThat(tallying.judgementRows).isEmpty();
            tallying.watermark(JUDGEMENTS_FINAL);
            assertThat(tallying.judgementRows).hasSize(1);
            JudgementTallyRow row = tallying.judgementRows.get(0);
            assertThat(row.isFinal()).isTrue();
            assertThat(row.asOf()).isEqualTo(JUDGEMENTS_FINAL);
            assertThat(row.events()).isEqualTo(2);
            assertThat(row.inverseRate()).isEqualByComparingTo("40");
            assertThat(row.shadowCostUsd()).isEqualByComparingTo("0.01");
            assertThat(tallying.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void asOfAndCompleteOfFinalRowsAreTheSameInBothModes() throws Exception {
        for (boolean batch : new boolean[] {true, false}) {
            try (Tallying tallying = new Tallying(tally(batch, 10), null)) {
                tallying.takes(outcome(BEGINNING, "acme", TWO_MINUTES));
                tallying.takes(outcome(BEGINNING, "acme", HALF_AN_HOUR));
                tallying.takes(judged(BEGINNING, "acme"));
                tallying.ends(LAST_FINAL - 1);
                assertThat(tallying.cohortRows)
                        .as("batch " + batch)
                        .extracting(TallyRow::isFinal, TallyRow::complete, TallyRow::asOf)
                        .containsExactly(
                                tuple(true, true, FIRST_FINAL), tuple(true, false, LAST_FINAL));
                assertThat(tallying.judgementRows)
                        .extracting(JudgementTallyRow::complete, JudgementTallyRow::asOf)
                        .containsExactly(tuple(false, JUDGEMENTS_FINAL));
            }
        }
    }

    @Test
    void aCohortShownThatLosesItsPlaceBecomesAZeroFinalTombstoneAndItsSumsGoToTheOthers()
            throws Exception {
        List<String> byHash = byHash("a", "b", "c");
        String loses = byHash.get(2);
        try (Tallying tallying = new Tallying(tally(false, 2), null)) {
            tallying.watermark(BEGINNING);
            tallying.takes(outcome(BEGINNING, loses, TWO_MINUTES), judged(BEGINNING, loses));
            tallying.takes(outcome(BEGINNING, byHash.get(0), TWO_MINUTES));
            tallying.watermark(BEGINNING + MINUTE);
            assertThat(tallying.cohortRows).hasSize(2);
            tallying.takes(outcome(BEGINNING, byHash.get(1), TWO_MINUTES));
            TallyRow tombstone = last(tallying);
            assertThat(tombstone.cohort()).isEqualTo(tenant(loses));
            assertThat(tombstone.isFinal()).isTrue();
            assertThat(tombstone.complete()).isFalse();
            assertThat(tombstone.counts()).containsOnly(0);
            assertThat(tombstone.sums()).allMatch(sum -> sum.signum() == 0);
            tallying.takes(outcome(BEGINNING, loses, TWO_MINUTES));
            tallying.watermark(JUDGEMENTS_FINAL);
            List<TallyRow> finals =
                    tallying.cohortRows.stream()
                            .filter(row -> row.isFinal() && decisions(row) > 0)
                            .toList();
            assertThat(finals)
                    .extracting(TallyRow::cohort)
                    .containsExactlyInAnyOrder(
                            tenant(byHash.get(0)), tenant(byHash.get(1)), CohortCap.OTHER);
            assertThat(finals.stream().mapToLong(Tallying::decisions).sum()).isEqualTo(4);
            assertThat(tallying.judgementRows)
                    .extracting(JudgementTallyRow::cohort)
                    .containsExactly(CohortCap.OTHER);
            assertThat(tallying.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void aCohortThatWasNotShownLosesItsPlaceWithoutATombstone() throws Exception {
        List<String> byHash = byHash("a", "b");
        try (Tallying tallying = new Tallying(tally(false, 1), null)) {
            tallying.takes(outcome(BEGINNING, byHash.get(1), TWO_MINUTES));
            tallying.takes(outcome(BEGINNING, byHash.get(0), TWO_MINUTES));
            assertThat(tallying.cohortRows).isEmpty();
            assertThat(tallying.scoreRows).isEmpty();
        }
    }

    @Test
    void aRestoredJobRefreshesItsRowsThoughItHasNoWatermarkYet() throws Exception {
        List<OperatorSubtaskState> kept;
        try (Tallying tallying = new Tallying(tally(false, 10), null)) {
            tallying.watermark(BEGINNING + 10 * MINUTE);
            tallying.takes(outcome(BEGINNING, "acme", TWO_MINUTES));
            tallying.watermark(BEGINNING + 11 * MINUTE);
            kept = tallying.snapshot();
        }
        try (Tallying restored = new Tallying(tally(false, 10), kept)) {
            restored.takes(outcome(BEGINNING, "acme", TWO_MINUTES));
            restored.watermark(BEGINNING + 12 * MINUTE);
            TallyRow row = last(restored);
            assertThat(decisions(row)).isEqualTo(2);
            assertThat(row.isFinal()).isFalse();
            assertThat(row.asOf()).isEqualTo(BEGINNING + 12 * MINUTE);
            restored.watermark(BEGINNING + 10 * DAY);
            assertThat(decisions(last(restored))).isEqualTo(2);
            assertThat(last(restored).isFinal()).isTrue();
            assertThat(restored.nothingIsLeft()).isTrue();
        }
    }

    private static TallyRow last(Tallying tallying) {
        return tallying.cohortRows.get(tallying.cohortRows.size() - 1);
    }

    private static List<String> byHash(String... tenants) {
        return Arrays.stream(tenants)
                .sorted((a, b) -> Long.compareUnsigned(Hash64.of(tenant(a)), Hash64.of(tenant(b))))
                .toList();
    }
}
