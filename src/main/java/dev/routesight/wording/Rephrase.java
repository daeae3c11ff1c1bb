package dev.routesight.wording;

/** Decides from two sketches whether a turn asks the same again. */
final class Rephrase {
    private static final double ALIKE = 0.7;

    private Rephrase() {}

    static Verdict verdict(
            TextFeatures before, TextFeatures turn, double correctionScore, boolean asked) {
        String language = turn.language();
        if (before == null || before.tokens() == 0 || isSocial(turn)) {
            return new Verdict(Verdict.NONE, "no-cue", Math.max(0, correctionScore), language);
        }
        int[] stems = Sketch.compareStems(before.sketch(), turn.sketch());
        double grams = Sketch.gramSimilarity(before.sketch(), turn.sketch());
        int shared = stems[0];
        int gone = stems[1];
        int added = stems[2];
        boolean substituted = gone > 0 && added > 0;
        double words = (double) shared / Math.max(1, shared + gone + added);
        boolean same =
                substituted
                        ? grams >= ALIKE && shared >= 2 || typo(stems, grams)
                        : shared >= 2 && words >= 0.6;
        boolean answersQuestion = asked && words < 1;
        if (!same || answersQuestion) {
            return new Verdict(Verdict.NONE, "no-cue", Math.max(0, correctionScore), language);
        }
        double confidence = Math.min(0.99, 0.4 + 0.6 * Math.max(words, grams));
        return new Verdict(Verdict.REPHRASE, "sketch-similarity", confidence, language);
    }

    /** One word changed a little among several that stayed: a typo mended, not another entity. */
    private static boolean typo(int[] stems, double grams) {
        return stems[0] >= 1 && stems[1] == 1 && stems[2] == 1 && grams >= 0.6;
    }

    private static boolean isSocial(TextFeatures turn) {
        long social =
                CueClass.CONTINUE.leadBit()
                        | CueClass.THANKS.leadBit()
                        | CueClass.GREETING.leadBit();
        return (turn.cues() & social) != 0 && turn.tokens() <= 4;
    }
}
