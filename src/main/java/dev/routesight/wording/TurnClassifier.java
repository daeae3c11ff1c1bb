package dev.routesight.wording;

/**
 * Decides whether a user's turn turns the previous answer down, asks the same again, or neither.
 */
public interface TurnClassifier {

    /** Describes a user's message; {@code language} is what the event says, or empty. */
    TextFeatures describeTurn(String text, String language);

    /** Describes an answer: what it asked, and its words. */
    TextFeatures describeAnswer(String text, String language);

    /** The verdict on {@code turn}; previous turn and answer are null when unknown. */
    Verdict classify(TextFeatures previousTurn, TextFeatures previousAnswer, TextFeatures turn);
}
