package dev.routesight.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.event.ActionPart;
import dev.routesight.event.StreamPart;
import org.junit.jupiter.api.Test;

class AttributeSessionTest {
    private static final double SHORT = 120;
    private static final double LONG = 1800;
    private static final double DAY = 86_400;

    private final SessionStory story = new SessionStory();

    @Test
    void correctionIsAttributedToTheAnswerOfTheTurnBefore() {
        story.decision(0, "a", 0).completed(5, "a").turn(20, 1, "correction").decision(21, "b", 1);
        story.untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("correction");
        assertThat(story.signals("b", SHORT)).isEmpty();
        assertThat(story.outcome("a", SHORT).followed()).isTrue();
        assertThat(story.outcome("a", SHORT).root()).isTrue();
        assertThat(story.outcome("b", SHORT).root()).isFalse();
    }

    @Test
    void correctionArrivingBeforeItsDecisionIsStillAttributed() {
        story.turn(20, 1, "correction").completed(5, "a").decision(0, "a", 0);
        story.untilTheEnd();
        assertThat(story.signals("a", LONG)).isEqualTo("correction");
    }

    @Test
    void signalCountsOnlyAtHorizonsNotShorterThanItsAge() {
        story.decision(0, "a", 0).action(120.001, ActionPart.THUMBS_DOWN, "a", null);
        story.untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEmpty();
        assertThat(story.signals("a", LONG)).isEqualTo("thumbs_down");
    }

    @Test
    void signalAtTheHorizonExactlyCounts() {
        story.decision(0, "a", 0).action(120, ActionPart.REGENERATE, null, null);
        story.untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("regeneration");
    }

    @Test
    void namedEventDatedBeforeItsDecisionHasAgeZero() {
        story.action(0, ActionPart.THUMBS_DOWN, "a", null).decision(10, "a", 0).untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("thumbs_down");
        assertThat(story.outcome("a", SHORT).firstSignalMillis()).isZero();
        assertThat(story.placed(Place.USED)).isEqualTo(2);
    }

    @Test
    void namedEventWhoseDecisionNeverComesIsOrphan() {
        story.action(0, ActionPart.THUMBS_DOWN, "nobody", null).untilTheEnd();
        assertThat(story.placed(Place.ORPHAN)).isEqualTo(1);
        assertThat(story.strays).extracting(StrayEvent::decisionId).containsExactly("nobody");
    }

    @Test
    void decisionComingJustPastTheWaitIsNotFound() {
        story.action(0, ActionPart.THUMBS_DOWN, "a", null).decision(1800.001, "a", 0);
        story.untilTheEnd();
        assertThat(story.signals("a", LONG)).isEmpty();
        assertThat(story.placed(Place.ORPHAN)).isEqualTo(1);
    }

    @Test
    void unnamedRegenerateMeansTheLastAnsweredDecision() {
        story.decision(0, "a", 0).completed(5, "a").decision(10, "b", 1);
        story.stream(11, "b", StreamPart.STARTED, false);
        story.action(12, ActionPart.REGENERATE, null, null).untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("regeneration");
        assertThat(story.signals("b", SHORT)).isEmpty();
    }

    @Test
    void retryAndRegenerateTogetherAreOne() {
        story.decision(0, "a", 0).completed(5, "a").action(6, ActionPart.REGENERATE, "a", null);
        story.decision(7, "b", 0, "a", null).untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("regeneration");
        assertThat(story.outcome("b", SHORT).root()).isFalse();
    }

    @Test
    void clientAbortIsAbandonmentAndServerAbortIsFailure() {
        story.decision(0, "a", 0).stream(1, "a", StreamPart.ABORTED, false);
        story.decision(2, "b", 1).stream(3, "b", StreamPart.ABORTED, true);
        story.decision(4, "c", 2).stream(5, "c", StreamPart.FAILED, false).untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("abandonment");
        assertThat(story.signals("b", SHORT)).isEqualTo("failure");
        assertThat(story.signals("c", SHORT)).isEqualTo("failure");
        assertThat(story.outcome("c", SHORT).rejected()).isFalse();
    }

    @Test
    void silenceWithAnOpenStreamIsAbandonmentAtLastSeenPlusIdleLimit() {
        story.decision(0, "a", 0).stream(0, "a", StreamPart.STARTED, false).untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEmpty();
        assertThat(story.signals("a", LONG)).isEqualTo("abandonment");
    }

    @Test
    void gapEqualToTheIdleLimitIsNoSilence() {
        story.decision(0, "a", 0).stream(0, "a", StreamPart.STARTED, false);
        story.turn(1800, 1, null).untilTheEnd();
        assertThat(story.signals("a", LONG)).isEmpty();
    }

    @Test
    void silencePastTheEndOfTheFeedIsNotJudged() {
        story.observedUntil = SessionStory.BEGINNING + SessionStory.millis(60);
        story.decision(0, "a", 0).stream(0, "a", StreamPart.STARTED, false).untilTheEnd();
        assertThat(story.signals("a", LONG)).isEmpty();
        assertThat(story.outcome("a", LONG).complete()).isFalse();
    }

    @Test
    void completedLastAnswerWithoutReactionIsAQuietExitAtSessionEnd() {
        story.decision(0, "a", 0).completed(3, "a").sessionEnd(40).untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("quiet_exit");
        assertThat(story.outcome("a", SHORT).rejected()).isFalse();
    }

    @Test
    void quietExitIsNotTakenBackByALaterReturn() {
        story.decision(0, "a", 0).completed(3, "a").sessionEnd(40).turn(50, 1, null);
        story.untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("quiet_exit");
    }

    @Test
    void escalatedDecisionIsClosedAndUnanswered() {
        story.decision(0, "a", 0).completed(3, "a").escalation(4, "a");
        story.decision(5, "b", 0, null, "a").completed(8, "b");
        story.action(9, ActionPart.REGENERATE, null, null).untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("escalation");
        assertThat(story.signals("b", SHORT)).isEqualTo("regeneration");
    }

    @Test
    void editMeansTheAnswerOfTheEditedTurn() {
        story.decision(0, "a", 0).completed(1, "a").decision(10, "b", 1).completed(11, "b");
        story.action(12, ActionPart.EDIT, null, 0).untilTheEnd();
        assertThat(story.signals("a", SHORT)).isEqualTo("edit");
        assertThat(story.signals("b", SHORT)).isEmpty();
    }

    @Test
    void copyIsCountedOnceEvenIfItDiffers() {
        story.decision(0, "a", 0).decision(1, "a", 0).untilTheEnd();
        assertThat(story.placed(Place.DUPLICATE)).isEqualTo(1);
        assertThat(story.outcomes).hasSize(2);
    }

    @Test
    void lateJudgementAndHandoffJoinWithinSevenDaysOtherSignalsFindOutcomesClosed() {
        story.decision(0, "a", 0).judgement(7 * DAY, "a").handoff(6 * DAY, "a");
        story.action(5 * DAY, ActionPart.THUMBS_DOWN, "a", null);
        story.judgement(7 * DAY + 0.001, "a").untilTheEnd();
        assertThat(story.lateJoins).hasSize(2);
        assertThat(story.placed(Place.USED)).isEqualTo(3);
        assertThat(story.placed(Place.AFTER_HORIZON)).isEqualTo(1);
        assertThat(story.placed(Place.ORPHAN)).isEqualTo(1);
    }

    @Test
    void eventNotAfterWhatWasReleasedIsLate() {
        story.decision(0, "a", 0).until(10).turn(10, 1, "correction").untilTheEnd();
        assertThat(story.placed(Place.LATE)).isEqualTo(1);
        assertThat(story.signals("a", SHORT)).isEmpty();
    }

    @Test
    void eventsBeyondTheLimitAreCountedInOrderAndChangeNothing() {
        SessionStory small = new SessionStory(SessionStory.settings(2));
        small.action(2, ActionPart.THUMBS_DOWN, "a", null).completed(1, "a").decision(0, "a", 0);
        small.untilTheEnd();
        assertThat(small.placed(Place.OVER_LIMIT)).isEqualTo(1);
        assertThat(small.signals("a", SHORT)).isEmpty();
    }

    @Test
    void nothingIsKeptWhenTheLastDeadlineHasPassed() {
        story.decision(0, "a", 0).turn(5, 1, "rephrase").judgement(DAY, "a").handoff(9, "x");
        for (int i = 1; i <= SessionStubs.FEW; i++) {
            story.decision(10 + i, "b" + i, 1 + i);
        }
        story.until(7 * DAY);
        assertThat(story.stubs).hasSize(1);
        story.until(9 * DAY);
        assertThat(story.state.isEmpty()).isTrue();
        assertThat(story.stubs).isEmpty();
        assertThat(story.rule().nextDue()).isEqualTo(Long.MAX_VALUE);
        assertThat(story.placed(Place.PENDING)).isZero();
    }
}
