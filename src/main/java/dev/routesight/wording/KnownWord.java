package dev.routesight.wording;

import java.util.Arrays;

/** A word that some lexicon holds, and what each of them says of it. Immutable once all are in. */
final class KnownWord {
    private static final byte FUNCTION_WORD = 3;
    private static final byte CUE_WORD = 1;

    final String text;

    /** By lexicon its number there, or -1. */
    private final int[] symbols;

    /** The lexicons that know it, each followed by how much that speaks for their language. */
    byte[] languages = {};

    KnownWord(String text, int lexicons) {
        this.text = text;
        symbols = new int[lexicons];
        Arrays.fill(symbols, -1);
    }

    void isIn(int lexicon, int symbol, boolean functionWord) {
        symbols[lexicon] = symbol;
        int size = languages.length;
        languages = Arrays.copyOf(languages, size + 2);
        languages[size] = (byte) lexicon;
        languages[size + 1] = functionWord ? FUNCTION_WORD : CUE_WORD;
    }

    /** Its number in a lexicon, or -1 when that does not hold it. */
    int symbol(int lexicon) {
        return symbols[lexicon];
    }
}
