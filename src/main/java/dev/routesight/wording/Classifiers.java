package dev.routesight.wording;

/**
 * Ready-made classifiers. Each serves one thread, for it keeps the room in which it looks at a
 * message; the lexicons that are shipped are shared.
 */
public final class Classifiers {
    private static final int MAX_CHARACTERS = 4000;

    private Classifiers() {}

    /** A classifier with the lexicons that are shipped. */
    public static TurnClassifier standard() {
        return new RuleClassifier(Shipped.LEXICONS, MAX_CHARACTERS);
    }

    /** As standard, with the user's own cues added and its own limit of characters looked at. */
    public static TurnClassifier with(CueFiles cues, int maxCharacters) {
        boolean own = !cues.yamlByLanguage().isEmpty();
        return new RuleClassifier(own ? CueLexicons.load(cues) : Shipped.LEXICONS, maxCharacters);
    }

    private static final class Shipped {
        static final CueLexicons LEXICONS = CueLexicons.load(CueFiles.NONE);
    }
}
