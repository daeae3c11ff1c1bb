package dev.routesight.functions;

import static dev.routesight.functions.testing.Lines.benchmark;
import static dev.routesight.functions.testing.Lines.completed;
import static dev.routesight.functions.testing.Lines.correction;
import static dev.routesight.functions.testing.Lines.decision;
import static dev.routesight.functions.testing.Lines.judgement;
import static dev.routesight.functions.testing.Lines.thumbsDown;
import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.LATE_JOIN;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static dev.routesight.functions.testing.Settings.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.Place;
import dev.routesight.attribution.SignalKind;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.functions.testing.Attribution;
import dev.routesight.functions.testing.Settings;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

class AttributeSignalsTest {
    private static final long TWO_MINUTES = 2 * MINUTE;
    private static final long HALF_AN_HOUR = 30 * MINUTE;
    private static final long FIVE_SECONDS_LATER = BEGINNING + 5 * SECOND;
    private static final long TEN_SECONDS_LATER = BEGINNING + 10 * SECOND;
    private static final long AN_HOUR_LATER = BEGINNING + HOUR;
    private static final long A_DAY_LATER = BEGINNING + DAY;

    /** Stubs are forgotten in bulk, an eighth later than need be. */
    private static final long STUBS_GONE = BEGINNING + LATE_JOIN + LATE_JOIN / 8 + 1;

    @Test
    void correctionArrivingBeforeItsDecisionIsStillAttributedAndNothingIsLeftOfTheSession()
            throws Exception {
        try (Attribution attribution = Attribution.streaming()) {
            attribution.takes(correction(TEN_SECONDS_LATER, "s", 1));
            attribution.takes(completed(FIVE_SECONDS_LATER, "s", "a"));
            attribution.takes(decision(BEGINNING, "s", "a"));
            assertThat(attribution.pending()).isEqualTo(3);
            attribution.watermark(BEGINNING + TWO_MINUTES - 1);
            assertThat(attribution.outcomes).isEmpty();
            attribution.watermark(BEGINNING + TWO_MINUTES);
            assertThat(attribution.signalled("a", TWO_MINUTES, SignalKind.CORRECTION)).isTrue();
            attribution.watermark(STUBS_GONE - 1);
            assertThat(attribution.nothingIsLeft()).isFalse();
            attribution.watermark(STUBS_GONE);
            assertThat(attribution.nothingIsLeft()).isTrue();
            assertThat(attribution.placed(Place.USED)).isEqualTo(3);
            assertThat(attribution.pending()).isZero();
        }
    }

    @Test
    void eventNotAfterTheWatermarkIsLateAndLeavesNothing() throws Exception {
        try (Attribution attribution = Attribution.streaming()) {
            attribution.watermark(TEN_SECONDS_LATER);
            attribution.takes(decision(TEN_SECONDS_LATER, "s", "a")).barrier();
            assertThat(attribution.placed(Place.LATE)).isEqualTo(1);
            assertThat(attribution.strays).extracting(StrayEvent::place).containsExactly("late");
            assertThat(attribution.nothingIsLeft()).isTrue();
            attribution.takes(decision(TEN_SECONDS_LATER + 1, "s", "b"));
            assertThat(attribution.pending()).isEqualTo(1);
        }
    }

    @Test
    void whatWasLateBeforeARestoreIsLateAfterItThoughTheWatermarkBeginsAnew() throws Exception {
        List<OperatorSubtaskState> kept;
        try (Attribution attribution = Attribution.streaming()) {
            attribution.takes(decision(AN_HOUR_LATER, "busy", "a"));
            attribution.watermark(AN_HOUR_LATER + MINUTE);
            kept = attribution.snapshot();
        }
        try (Attribution restored = new Attribution(Settings.attribution(10_000), false, kept)) {
            restored.takes(decision(AN_HOUR_LATER + MINUTE, "busy", "b")).barrier();
            assertThat(restored.placed(Place.LATE)).isEqualTo(1);
            // of this session nothing is known: only how far the job had come tells
            restored.takes(decision(AN_HOUR_LATER + MINUTE, "quiet", "c")).barrier();
            assertThat(restored.placed(Place.LATE)).isEqualTo(2);
            restored.takes(decision(AN_HOUR_LATER + MINUTE + 1, "quiet", "d")).barrier();
            assertThat(restored.placed(Place.LATE)).isEqualTo(2);
            kept = restored.snapshot();
        }
        try (Attribution again = new Attribution(Settings.attribution(10_000), false, kept)) {
            again.takes(decision(AN_HOUR_LATER + MINUTE, "other", "e")).barrier();
            assertThat(again.placed(Place.LATE)).isEqualTo(1);
        }
    }

    @Test
    void whatIsGatheredIsInACheckpointAndIsJudgedByTheWatermarkAtWhichItCame() throws Exception {
        List<OperatorSubtaskState> kept;
        try (Attribution attribution = Attribution.streaming()) {
            attribution.watermark(BEGINNING - 1);
            attribution.takes(decision(BEGINNING, "s", "a"), decision(BEGINNING, "t", "b"));
            attribution.watermark(BEGINNING + 1); // past both, which came in time
            attribution.takes(correction(TEN_SECONDS_LATER, "s", 1));
            assertThat(attribution.placed(Place.LATE)).isZero();
            kept = attribution.snapshot();
        }
        try (Attribution restored = new Attribution(Settings.attribution(10_000), false, kept)) {
            restored.watermark(STUBS_GONE);
            assertThat(restored.signalled("a", TWO_MINUTES, SignalKind.CORRECTION)).isTrue();
            assertThat(restored.signalled("b", TWO_MINUTES, SignalKind.CORRECTION)).isFalse();
            assertThat(restored.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void eventsAfterADrainAreNotAllLate() throws Exception {
        List<OperatorSubtaskState> kept;
        try (Attribution attribution = Attribution.streaming()) {
            attribution.takes(decision(BEGINNING, "s", "a")).ends(BEGINNING);
            kept = attribution.snapshot();
        }
        try (Attribution restored = new Attribution(Settings.attribution(10_000), false, kept)) {
            restored.takes(decision(A_DAY_LATER, "t", "b")).barrier();
            assertThat(restored.placed(Place.LATE)).isZero();
        }
    }

    @Test
    void aSessionGoesOnAfterARestoreInTheMidstOfIt() throws Exception {
        List<OperatorSubtaskState> kept;
        try (Attribution attribution = Attribution.streaming()) {
            attribution.takes(
                    decision(BEGINNING, "s", "a"), completed(FIVE_SECONDS_LATER, "s", "a"));
            attribution.watermark(BEGINNING);
            kept = attribution.snapshot();
        }
        try (Attribution restored = new Attribution(Settings.attribution(10_000), false, kept)) {
            restored.takes(correction(TEN_SECONDS_LATER, "s", 1));
            restored.watermark(STUBS_GONE);
            Outcome outcome = restored.outcome("a", HALF_AN_HOUR);
            assertThat(outcome.streamCompleted()).isTrue();
            assertThat(outcome.signals()).isEqualTo(SignalKind.CORRECTION.bit());
            assertThat(restored.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void aCopyIsADuplicateWheneverItArrivesAndIsForgottenInTime() throws Exception {
        try (Attribution attribution = Attribution.streaming()) {
            attribution.takes(decision(BEGINNING, "s", "a"), decision(BEGINNING, "s", "a"));
            attribution.watermark(BEGINNING + MINUTE);
            attribution.takes(decision(BEGINNING + 2 * MINUTE, "s", "a"));
            attribution.watermark(STUBS_GONE);
            assertThat(attribution.placed(Place.DUPLICATE)).isEqualTo(2);
            assertThat(attribution.placed(Place.USED)).isEqualTo(1);
            assertThat(attribution.outcomes).hasSize(2);
            assertThat(attribution.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void whatNamesADecisionThatNeverComesIsOrphanAfterTheLargestHorizon() throws Exception {
        try (Attribution attribution = Attribution.streaming()) {
            attribution.takes(thumbsDown(BEGINNING, "s", "nobody"));
            attribution.watermark(BEGINNING + HALF_AN_HOUR - 1);
            assertThat(attribution.pending()).isEqualTo(1);
            attribution.watermark(BEGINNING + HALF_AN_HOUR);
            assertThat(attribution.placed(Place.ORPHAN)).isEqualTo(1);
            attribution.watermark(AN_HOUR_LATER);
            assertThat(attribution.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void afterTheHorizonSignalsFindTheOutcomesClosedButJudgementsStillJoin() throws Exception {
        try (Attribution attribution = Attribution.streaming()) {
            attribution.takes(decision(BEGINNING, "s", "a"));
            attribution.watermark(A_DAY_LATER - 1);
            attribution.takes(thumbsDown(A_DAY_LATER, "s", "a"), judgement(A_DAY_LATER, "s", "a"));
            attribution.takes(judgement(BEGINNING + LATE_JOIN, "s", "a"));
            attribution.takes(judgement(BEGINNING + LATE_JOIN + 1, "s", "a"));
            attribution.watermark(STUBS_GONE + HOUR);
            assertThat(attribution.placed(Place.AFTER_HORIZON)).isEqualTo(1);
            assertThat(attribution.lateJoins).hasSize(2);
            assertThat(attribution.placed(Place.ORPHAN)).isEqualTo(1);
            assertThat(attribution.outcome("a", HALF_AN_HOUR).signals()).isZero();
            assertThat(attribution.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void judgementsJoinEveryOneOfManyDecisionsAfterARestoreAndAllAreForgotten() throws Exception {
        int many = 30; // more than the session's own state keeps
        List<OperatorSubtaskState> kept;
        try (Attribution attribution = Attribution.streaming()) {
            for (int i = 0; i < many; i++) {
                attribution.takes(decision(BEGINNING + i, "s", "d" + i));
            }
            attribution.watermark(A_DAY_LATER - 1);
            kept = attribution.snapshot();
        }
        try (Attribution restored = new Attribution(Settings.attribution(10_000), false, kept)) {
            for (int i = 0; i < many; i++) {
                restored.takes(judgement(A_DAY_LATER + i, "s", "d" + i));
            }
            restored.takes(judgement(A_DAY_LATER + many, "s", "d" + many));
            restored.watermark(STUBS_GONE - 1);
            assertThat(restored.lateJoins)
                    .hasSize(many)
                    .allMatch(join -> join.decisionId().equals("d" + decisionAge(join)));
            assertThat(restored.placed(Place.ORPHAN)).isEqualTo(1);
            assertThat(restored.nothingIsLeft()).isFalse();
            restored.watermark(2 * STUBS_GONE - BEGINNING);
            assertThat(restored.nothingIsLeft()).isTrue();
        }
    }

    private static long decisionAge(LateJoin join) {
        return join.decision().ts() - BEGINNING;
    }

    @Test
    void judgementsOutsideALifeDoNotUseUpTheLimitOfTheNextInEitherMode() throws Exception {
        for (boolean batch : new boolean[] {true, false}) {
            try (Attribution attribution = new Attribution(Settings.attribution(3), batch, null)) {
                for (int i = 0; i < 3; i++) {
                    attribution.takes(judgement(BEGINNING + i, "s", "nobody"));
                }
                attribution.takes(decision(BEGINNING + 10 * MINUTE, "s", "a"));
                attribution.watermark(A_DAY_LATER - 1);
                attribution.takes(judgement(A_DAY_LATER, "s", "a"));
                attribution.ends(A_DAY_LATER);
                assertThat(attribution.placed(Place.OVER_LIMIT)).as("batch " + batch).isZero();
                assertThat(attribution.placed(Place.USED)).isEqualTo(2);
            }
        }
    }

    @Test
    void aBenchmarksRowOfAnyDateIsUsed() throws Exception {
        try (Attribution attribution = Attribution.streaming()) {
            attribution.watermark(A_DAY_LATER);
            attribution
                    .takes(benchmark(BEGINNING, "b1"), benchmark(2 * A_DAY_LATER, "b2"))
                    .barrier();
            assertThat(attribution.placed(Place.USED)).isEqualTo(1);
            attribution.ends(A_DAY_LATER);
            assertThat(attribution.placed(Place.USED)).isEqualTo(2);
            assertThat(attribution.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void silencePastTheEndOfTheFeedIsNotJudgedAndItsOutcomesAreNotComplete() throws Exception {
        for (boolean batch : new boolean[] {true, false}) {
            try (Attribution attribution = batch ? Attribution.batch() : Attribution.streaming()) {
                attribution.takes(
                        decision(BEGINNING, "s", "a"), completed(FIVE_SECONDS_LATER, "s", "a"));
                attribution.ends(BEGINNING + TWO_MINUTES);
                assertThat(attribution.outcome("a", TWO_MINUTES).complete()).isTrue();
                assertThat(attribution.outcome("a", HALF_AN_HOUR).complete()).isFalse();
                assertThat(attribution.outcome("a", HALF_AN_HOUR).signals()).isZero();
            }
        }
    }
}
