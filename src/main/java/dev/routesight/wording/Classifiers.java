package dev.routesight.wording;

import java.nio.file.Path;

/** Ready-made classifiers; all are immutable and may be shared between threads. */
public final class Classifiers {
    private static final int MAX_CHARACTERS = 4000;

    private Classifiers() {}

    /** The classifier with the lexicons that are shipped. */
    public static TurnClassifier standard() {
        return Standard.SHARED;
    }

    /** As standard, with the user's own {@code LANG.yaml} files from a folder added. */
    public static TurnClassifier withCues(Path folder, int maxCharacters) {
        return new RuleClassifier(CueLexicons.load(folder), maxCharacters);
    }

    private static final class Standard {
        static final TurnClassifier SHARED =
                new RuleClassifier(CueLexicons.load(null), MAX_CHARACTERS);
    }
}
