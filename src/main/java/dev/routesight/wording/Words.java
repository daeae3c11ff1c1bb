package dev.routesight.wording;

/**
 * A message as folded words, for as long as it takes to describe it; single signs in scripts
 * without spaces.
 *
 * @param letters all words, one after the other
 * @param starts where word {@code i} begins in them; one more than there are words
 * @param known number of a word in the {@link Vocabulary}
 * @param flags per word: {@link #OPENS}, {@link #CLAUSE}, {@link #ENTITY}
 * @param asks the last sentence ended in a question mark
 * @param lastOpen index at which the last sentence begins
 * @param characters code points looked at
 */
@SuppressWarnings("ArrayRecordComponent")
record Words(
        char[] letters,
        int[] starts,
        int[] known,
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

    String word(int i) {
        return new String(letters, starts[i], length(i));
    }

    int length(int i) {
        return starts[i + 1] - starts[i];
    }

    char first(int i) {
        return letters[starts[i]];
    }

    /** One sign of a script that is written without spaces. */
    boolean isSign(int i) {
        return length(i) == 1 && first(i) >= 0x0E00;
    }

    boolean hasAny(int i, String signs) {
        for (int k = starts[i]; k < starts[i + 1]; k++) {
            if (signs.indexOf(letters[k]) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** As {@link String#hashCode} of the word. */
    int hash(int i) {
        int hash = 0;
        for (int k = starts[i]; k < starts[i + 1]; k++) {
            hash = 31 * hash + letters[k];
        }
        return hash;
    }

    boolean isEntity(int i) {
        return (flags[i] & ENTITY) != 0;
    }

    boolean opens(int i) {
        return (flags[i] & OPENS) != 0;
    }

    /** A sentence or clause ends before word {@code i}. */
    boolean ends(int i) {
        return i >= size || (flags[i] & (OPENS | CLAUSE)) != 0;
    }
}
