package dev.routesight.wording;

/**
 * The rules: describes messages, weighs cues in context, and falls back to similarity. Serves one
 * thread.
 */
final class RuleClassifier implements TurnClassifier {
    private static final double FIRES = 0.5;
    private final Describe describe;

    RuleClassifier(CueLexicons lexicons, int maxCharacters) {
        this.describe = new Describe(lexicons, maxCharacters);
    }

    @Override
    public TextFeatures describeTurn(String text, String language) {
        return text == null ? Describe.UNKNOWN : describe.turn(text, language);
    }

    @Override
    public TextFeatures describeAnswer(String text, String language) {
        return text == null ? Describe.UNKNOWN : describe.answer(text, language);
    }

    @Override
    public Verdict classify(
            TextFeatures previousTurn, TextFeatures previousAnswer, TextFeatures turn) {
        if (turn == null || turn.tokens() == 0) {
            return new Verdict(Verdict.NONE, "no-words", 0.5, turn == null ? "" : turn.language());
        }
        Overlap overlap =
                previousTurn == null
                        ? Overlap.NONE
                        : Sketch.overlap(previousTurn.sketch(), turn.sketch());
        Evidence evidence = Evidence.of(previousTurn, previousAnswer, turn, overlap);
        if (evidence.score() >= FIRES) {
            double confidence = Math.min(0.99, 0.5 + (evidence.score() - FIRES) * 0.6);
            return new Verdict(
                    Verdict.CORRECTION, evidence.strongest(), confidence, turn.language());
        }
        boolean asked = evidence.asked() && !evidence.offered();
        double same = Rephrase.confidence(previousTurn, turn, overlap, asked);
        if (same > 0) {
            return new Verdict(Verdict.REPHRASE, "sketch-similarity", same, turn.language());
        }
        double doubt = Math.max(0, Math.min(FIRES, evidence.score())) / FIRES;
        return new Verdict(Verdict.NONE, "no-cue", 0.99 - 0.49 * doubt, turn.language());
    }
}
