package dev.routesight.wording;

/** Ready-made classifiers; all are immutable and may be shared between threads. */
public final class Classifiers {
    private static final int MAX_CHARACTERS = 4000;

    private Classifiers() {}

    /** The classifier with the lexicons that are shipped. */
    public static TurnClassifier standard() {
        return Standard.SHARED;
    }

    /** As standard, with the user's own cues added and its own limit of characters looked at. */
    public static TurnClassifier with(CueFiles cues, int maxCharacters) {
        if (cues.yamlByLanguage().isEmpty() && maxCharacters == MAX_CHARACTERS) {
            return standard();
        }
        return new RuleClassifier(CueLexicons.load(cues), maxCharacters);
    }

    private static final class Standard {
        static final TurnClassifier SHARED =
                new RuleClassifier(CueLexicons.load(CueFiles.NONE), MAX_CHARACTERS);
    }
}
