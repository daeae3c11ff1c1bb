package dev.routesight.wording;

/**
 * Decides from two sketches whether a turn asks the same again. Another name, number or noun in the
 * same frame is an edited question or the next of a batch, and no rephrase.
 */
final class Rephrase {
    private static final double ALIKE = 0.6;

    private Rephrase() {}

    /**
     * Confidence in [0.5, 1) that the turn asks the same again, or 0.
     *
     * @param o of the turn with the one before
     */
    static double confidence(TextFeatures before, TextFeatures turn, Overlap o, boolean asked) {
        if (before == null || before.tokens() == 0 || isSocial(turn)) {
            return 0;
        }
        double share = o.share();
        boolean whole = o.gone() == 0 && o.added() == 0;
        boolean repeated = whole && o.sameStart() && o.sameEnd() && turn.tokens() >= 3;
        boolean answers = asked && (!whole || (turn.cues() & CueClass.NEGATION.leadBit()) != 0);
        if (o.shared() < 2 && !repeated || answers) {
            return 0;
        }
        boolean same =
                whole
                        || (o.substituted()
                                ? share >= (o.shared() >= 4 ? 0.55 : ALIKE)
                                        && isOtherFrame(o, before, turn)
                                : share >= (o.shared() >= 3 ? 0.5 : ALIKE));
        return same ? Math.min(0.99, 0.45 + 0.5 * share) : 0;
    }

    /**
     * The words around the exchanged one changed too, and none that changed is a name. A batch of
     * queries keeps its beginning; a command told again may begin with another verb.
     */
    private static boolean isOtherFrame(Overlap o, TextFeatures before, TextFeatures turn) {
        boolean oneForOne = o.gone() == 1 && o.added() == 1 && before.tokens() == turn.tokens();
        boolean otherFrame =
                o.shared() >= (oneForOne ? 5 : 4)
                        ? !o.sameStart()
                        : !o.sameStart() && !o.sameEnd() && !oneForOne;
        return otherFrame && !o.entityGone() && !o.entityAdded() && o.shared() >= 3;
    }

    private static boolean isSocial(TextFeatures turn) {
        long social =
                CueClass.CONTINUE.leadBit()
                        | CueClass.THANKS.leadBit()
                        | CueClass.AFFIRMATION.leadBit()
                        | CueClass.GREETING.leadBit();
        return (turn.cues() & social) != 0 && turn.tokens() <= 4;
    }
}
