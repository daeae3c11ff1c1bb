package dev.routesight.wording;

/**
 * What a cue phrase does in a conversation, with its evidence (in 1/1000) for turning the answer
 * down. {@code lead} counts where only fillers stand before it in its sentence, {@code inside}
 * elsewhere. Append only: ordinals are in state.
 */
enum CueClass {
    REPAIR("repair", 900, 600),
    DENIAL("denial", 850, 750),
    WRONGNESS("denial", 550, 400),
    COMPLAINT("complaint", 800, 700),
    RESTATED("restated-constraint", 750, 500),
    BAFFLEMENT("bafflement", 700, 600),
    DOUBT("doubt", 550, 300),
    RETRY("retry", 550, 400),
    CURSE("frustration", 350, 250),
    NEGATION("negation", 350, 0),
    THANKS("thanks", 0, 0),
    GREETING("greeting", 0, 0),
    AFFIRMATION("affirmation", -250, 0),
    CONTINUE("continue", 0, 0),
    FILLER("filler", 0, 0),
    NEUTRAL("neutral", 0, 0),
    QUESTION_WORD("question-word", 0, 0),
    POLAR_OPENER("polar-question", 0, 0),
    APOLOGY("apology", 0, 0),
    CLARIFY("bafflement", 300, 0),
    /** Negates what follows it: "not the bedroom". */
    CONTRAST("contrast", 300, 150),
    /** Negates what stands before it, as in Japanese, Korean, Turkish, Hindi. */
    CONTRAST_AFTER("contrast", 300, 150),
    /** Says that another subject begins. */
    TOPIC("topic-change", -300, 0),
    /** The assistant's closing question: "anything else?". */
    OFFER("offer", 0, 0),
    /** Asks for the other thing: "instead". */
    SWITCH("contrast", 150, 150);

    static final CueClass[] VALUES = values();
    private static final long FILLING =
            FILLER.bit()
                    | NEGATION.bit()
                    | THANKS.bit()
                    | APOLOGY.bit()
                    | AFFIRMATION.bit()
                    | CURSE.bit();

    private final String rule;
    private final int lead;
    private final int inside;

    CueClass(String rule, int lead, int inside) {
        this.rule = rule;
        this.lead = lead;
        this.inside = inside;
    }

    String rule() {
        return rule;
    }

    int lead() {
        return lead;
    }

    int inside() {
        return inside;
    }

    /** The bit of a hit anywhere. */
    long bit() {
        return 1L << ordinal();
    }

    /** The bit of a hit in leading position. */
    long leadBit() {
        return 1L << (ordinal() + 32);
    }

    /** The classes that hit anywhere in a message, a bit each. */
    static int hits(long cues) {
        return (int) (cues | cues >>> 32);
    }

    /** The first of some classes, given as bits. */
    static CueClass first(int hits) {
        return VALUES[Integer.numberOfTrailingZeros(hits)];
    }

    /** Its weight among the cues of a message, in 1/1000. */
    int weightIn(long cues) {
        return (cues & leadBit()) != 0 ? lead : (cues & bit()) != 0 ? inside : 0;
    }

    /** Words of this kind may stand before a cue that leads its sentence. */
    boolean fills() {
        return (FILLING & bit()) != 0;
    }
}
