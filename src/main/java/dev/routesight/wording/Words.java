package dev.routesight.wording;

/**
 * A message as folded words, for as long as it takes to describe it.
 *
 * @param words the first {@code size} are set; single signs in scripts without spaces
 * @param flags per word: {@link #OPENS}, {@link #CLAUSE}, {@link #ENTITY}, {@link #KNOWN}
 * @param asks the last sentence ended in a question mark
 * @param lastOpen index at which the last sentence begins
 * @param characters code points looked at
 */
@SuppressWarnings("ArrayRecordComponent")
record Words(
        String[] words,
        byte[] flags,
        int size,
        boolean asks,
        int lastOpen,
        int characters,
        boolean truncated,
        boolean code) {
    /** A sentence begins at the word. */
    static final int OPENS = 1;

    /** A comma, colon, dash or bracket stands before the word. */
    static final int CLAUSE = 2;

    /** A capital inside a sentence, or a digit: likely a name or a number. */
    static final int ENTITY = 4;

    /** Some lexicon holds the word. */
    static final int KNOWN = 8;

    boolean known(int i) {
        return (flags[i] & KNOWN) != 0;
    }

    boolean opens(int i) {
        return (flags[i] & OPENS) != 0;
    }

    /** A sentence or clause ends before word {@code i}. */
    boolean ends(int i) {
        return i >= size || (flags[i] & (OPENS | CLAUSE)) != 0;
    }
}
