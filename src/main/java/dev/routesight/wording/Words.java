package dev.routesight.wording;

import java.util.Arrays;

/**
 * A message as folded words, for as long as it takes to describe it; single signs in scripts
 * without spaces. The next message takes the same room, so that it stays in the cache.
 */
final class Words {
    /** A sentence begins at the word. */
    static final int OPENS = 1;

    /** A comma, colon, dash or bracket stands before the word. */
    static final int CLAUSE = 2;

    /** It begins with a capital inside a sentence: likely a name. */
    static final int NAME = 4;

    /** It holds a digit. */
    static final int DIGIT = 8;

    private static final int ROOM = 128;

    /** All words, one after the other. */
    private char[] letters = new char[8 * ROOM];

    /** Where word {@code i} begins in them; one more than there are words. */
    private int[] starts = new int[ROOM + 1];

    /** Number of a word in the {@link Vocabulary}. */
    private int[] known = new int[ROOM];

    /** Its symbol in the lexicon of the message's language, or -1. */
    private int[] symbols = new int[ROOM];

    /** Which letters a word holds, a bit each. */
    private int[] bags = new int[ROOM];

    private int[] hashes = new int[ROOM];
    private byte[] flags = new byte[ROOM];
    private int size;
    private int lastOpen;
    private int characters;
    private boolean truncated;
    private boolean asks;
    private boolean code;

    /**
     * Begins a message.
     *
     * @param looked code points looked at
     * @param more there were others
     */
    void begin(int looked, boolean more) {
        characters = looked;
        truncated = more;
        code = false;
        size = 0;
        lastOpen = 0;
        asks = false;
    }

    /** Room for the letters of a message. */
    char[] room(int most) {
        if (letters.length < most) {
            letters = new char[most];
        }
        return letters;
    }

    /**
     * Adds a word: the letters from the last one's end.
     *
     * @param end where its letters end
     * @param number in the {@link Vocabulary}
     * @param bag which letters it holds, a bit each
     * @param hash as {@link String#hashCode}
     * @param flag what is true of it
     */
    void add(int end, int number, int bag, int hash, int flag) {
        if (size == flags.length) {
            starts = Arrays.copyOf(starts, size * 2 + 1);
            known = Arrays.copyOf(known, size * 2);
            symbols = Arrays.copyOf(symbols, size * 2);
            bags = Arrays.copyOf(bags, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
            flags = Arrays.copyOf(flags, size * 2);
        }
        if ((flag & OPENS) != 0) {
            lastOpen = size;
        }
        flags[size] = (byte) flag;
        known[size] = number;
        bags[size] = bag;
        hashes[size] = hash;
        starts[++size] = end;
        asks = false;
    }

    void questionMark() {
        asks = size > 0;
    }

    void codeBlock() {
        code = true;
    }

    void knowBy(CueLexicon lexicon) {
        for (int i = 0; i < size; i++) {
            symbols[i] = lexicon.symbol(known[i]);
        }
    }

    int size() {
        return size;
    }

    /** Index at which the last sentence begins. */
    int lastOpen() {
        return lastOpen;
    }

    /** Code points looked at. */
    int characters() {
        return characters;
    }

    boolean truncated() {
        return truncated;
    }

    /** The last sentence ended in a question mark. */
    boolean asks() {
        return asks;
    }

    boolean code() {
        return code;
    }

    char[] letters() {
        return letters;
    }

    int start(int i) {
        return starts[i];
    }

    int known(int i) {
        return known[i];
    }

    int symbol(int i) {
        return symbols[i];
    }

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
        return hashes[i];
    }

    /** Which letters it holds: a bit each of a to z, and others among them. */
    int bag(int i) {
        return bags[i];
    }

    boolean hasDigit(int i) {
        return (flags[i] & DIGIT) != 0;
    }

    /** Likely a name or a number. */
    boolean isEntity(int i) {
        return (flags[i] & (NAME | DIGIT)) != 0;
    }

    boolean opens(int i) {
        return (flags[i] & OPENS) != 0;
    }

    /** A sentence or clause ends before word {@code i}. */
    boolean ends(int i) {
        return i >= size || (flags[i] & (OPENS | CLAUSE)) != 0;
    }
}
