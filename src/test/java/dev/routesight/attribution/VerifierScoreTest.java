package dev.routesight.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the verifier of a cascade said is known beside what became of the answer users saw. */
class VerifierScoreTest {
    private static final double SHORT = 120;
    private static final double LONG = 1800;

    private final SessionStory story = new SessionStory();

    @Test
    void anAnswerThatShippedHasItsScore() {
        story.decision(0, "a", 0).passed(5, "a", 0.9).untilTheEnd();
        assertThat(story.outcome("a", LONG).verified()).isEqualTo(new Verified("gate", 0.9, null));
    }

    @Test
    void withoutAVerifierThereIsNothing() {
        story.decision(0, "a", 0).completed(5, "a").escalation(6, "a").untilTheEnd();
        assertThat(story.outcome("a", LONG).verified()).isNull();
    }

    @Test
    void theAnswerThatCameInsteadKnowsTheScoreOfTheRefusedOne() {
        story.decision(0, "a", 0).refused(4, "a", "b", 0.2).decision(5, "b", 0);
        story.passed(9, "b", 0.7).untilTheEnd();
        assertThat(story.outcome("a", LONG).verified()).isEqualTo(new Verified("gate", 0.2, null));
        assertThat(story.outcome("b", LONG).verified()).isEqualTo(new Verified("gate", 0.7, 0.2));
    }

    @Test
    void theLaterDecisionMayBeTheOneThatNamesTheOther() {
        story.decision(0, "a", 0).refused(4, "a", null, 0.2);
        story.decision(5, "b", 0, null, "a").untilTheEnd();
        assertThat(story.outcome("b", LONG).verified()).isEqualTo(new Verified("gate", null, 0.2));
    }

    @Test
    void theOrderInWhichTheThreeAreDatedDoesNotMatter() {
        story.decision(2, "b", 0, null, "a").decision(3, "a", 0);
        story.refused(4, "a", null, 0.2).untilTheEnd();
        assertThat(story.outcome("b", LONG).verified()).isEqualTo(new Verified("gate", null, 0.2));

        SessionStory other = new SessionStory();
        other.refused(0, "a", "b", 0.3).decision(1, "b", 0).decision(2, "a", 0).untilTheEnd();
        assertThat(other.outcome("b", LONG).verified()).isEqualTo(new Verified("gate", null, 0.3));
    }

    @Test
    void aScoreThatComesAfterAHorizonIsNotInItsOutcome() {
        story.decision(0, "a", 0).passed(121, "a", 0.9).untilTheEnd();
        assertThat(story.outcome("a", SHORT).verified()).isNull();
        assertThat(story.outcome("a", LONG).verified()).isNotNull();
    }

    @Test
    void aDecisionThatEscalatesToItselfReplacesNothing() {
        story.decision(0, "a", 0).refused(4, "a", "a", 0.2).untilTheEnd();
        assertThat(story.outcome("a", LONG).verified()).isEqualTo(new Verified("gate", 0.2, null));
    }
}
