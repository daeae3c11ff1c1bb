package dev.routesight.wording;

import java.util.Arrays;

/**
 * Reads a message into folded words in one linear pass over at most the configured number of
 * characters. Code blocks, quoted lines and quotations are left out: what they say is not what the
 * user says.
 */
final class WordReader {
    private static final int MAX_WORD = 40;

    /** With what stands between them; in most languages there are more. */
    private static final int CHARACTERS_A_WORD = 5;

    private static final int MAX_QUOTE = 600;
    private static final String FRENCH_AND_ITALIAN_ELISIONS =
            " l d j c n s m t qu jusqu lorsqu puisqu quelqu dell nell all sull dall quell un dov"
                    + " cos com ch ";
    private final int maxCharacters;
    private final Vocabulary vocabulary;

    WordReader(int maxCharacters, Vocabulary vocabulary) {
        this.maxCharacters = maxCharacters;
        this.vocabulary = vocabulary;
    }

    Words read(String text) {
        int end = Math.min(text.length(), maxCharacters);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        int looked = text.codePointCount(0, end);
        boolean truncated = end < text.length();
        char[] folded = Fold.of(text, end);
        Pass pass = new Pass(folded, true, vocabulary);
        pass.run();
        if (pass.size == 0 && pass.quoted) {
            boolean code = pass.code;
            pass = new Pass(folded, false, vocabulary);
            pass.run();
            pass.code |= code;
        }
        return new Words(
                pass.text,
                pass.starts,
                pass.known,
                pass.flags,
                pass.size,
                pass.asks,
                pass.lastOpen,
                looked,
                truncated,
                pass.code);
    }

    /**
     * One walk over the folded characters, which are overwritten by the words, one after the other:
     * these never take more than was read. What has no words is left as it was.
     */
    private static final class Pass {
        final char[] text;
        final boolean skipQuotes;
        final Vocabulary vocabulary;
        int[] starts;
        int[] known;
        byte[] flags;
        int size;
        boolean asks;
        boolean code;
        boolean quoted;
        int lastOpen;
        private int pending = Words.OPENS;
        private int from = -1;
        private int at;

        Pass(char[] text, boolean skipQuotes, Vocabulary vocabulary) {
            this.text = text;
            int room = 8 + text.length / CHARACTERS_A_WORD;
            this.starts = new int[room + 1];
            this.known = new int[room];
            this.flags = new byte[room];
            this.skipQuotes = skipQuotes;
            this.vocabulary = vocabulary;
        }

        void run() {
            while (at < text.length) {
                char c = text[at];
                if (isLatin(c)) {
                    from = from < 0 ? at : from;
                    at = afterLatin(at + 1);
                } else if (c == ' ') {
                    endWord();
                    at++;
                } else if (c == '\'' && from >= 0) {
                    apostrophe();
                } else if (isLetter(c)) {
                    letter(c);
                } else {
                    endWord();
                    mark(c);
                }
            }
            endWord();
        }

        private int afterLatin(int begun) {
            int i = begun;
            while (i < text.length && isLatin(text[i])) {
                i++;
            }
            return i;
        }

        private void letter(char c) {
            if (Character.isHighSurrogate(c)) {
                endWord();
                at += at + 1 < text.length && Character.isLowSurrogate(text[at + 1]) ? 2 : 1;
                return;
            }
            if (isSpaceless(c)) {
                endWord();
                text[starts[size]] = c;
                add(starts[size] + 1, false);
                at++;
                return;
            }
            from = from < 0 ? at : from;
            at++;
        }

        /** Inside a word it vanishes (don't), after an elided article it parts words (l'eau). */
        private void apostrophe() {
            int length = at - from;
            boolean inside = at + 1 < text.length && isLetter(text[at + 1]);
            if (inside && length <= 6 && FRENCH_AND_ITALIAN_ELISIONS.contains(elided(length))) {
                endWord();
            }
            at++;
        }

        private String elided(int length) {
            StringBuilder word = new StringBuilder(length + 2).append(' ');
            for (int i = from; i < at; i++) {
                word.append(Character.toLowerCase(text[i]));
            }
            return word.append(' ').toString();
        }

        private void mark(char c) {
            switch (c) {
                case '?' -> {
                    asks = size > 0;
                    pending = Words.OPENS;
                    at++;
                }
                case '.', '!', ';' -> {
                    pending = Words.OPENS;
                    at++;
                }
                case '\n' -> {
                    pending = Words.OPENS;
                    at++;
                    if (skipQuotes && at < text.length && text[at] == '>') {
                        skipLine();
                    }
                }
                case ',', ':', '(', ')', '-', '\u2026' -> {
                    if (c != '-' || at + 1 < text.length && text[at + 1] == ' ') {
                        pending |= Words.CLAUSE;
                    }
                    at++;
                }
                case '`' -> quote('`');
                case '"' -> quote('"');
                case '>' -> {
                    at++;
                    if (at == 1 && skipQuotes) {
                        skipLine();
                    }
                }
                default -> at++;
            }
        }

        private void skipLine() {
            quoted = true;
            while (at < text.length && text[at] != '\n') {
                at++;
            }
        }

        private void quote(char mark) {
            if (mark == '`' && startsFence(at)) {
                int close = at + 3;
                while (close < text.length && !startsFence(close)) {
                    close++;
                }
                code = true;
                quoted = true;
                at = skipQuotes ? Math.min(text.length, close + 3) : at + 3;
                pending = Words.OPENS;
                return;
            }
            int limit = Math.min(text.length, at + MAX_QUOTE);
            int close = at + 1;
            while (close < limit && text[close] != mark) {
                close++;
            }
            if (close >= limit || !skipQuotes) {
                at++;
                return;
            }
            code |= mark == '`';
            quoted = true;
            at = close + 1;
        }

        private boolean startsFence(int i) {
            return i + 2 < text.length
                    && text[i] == '`'
                    && text[i + 1] == '`'
                    && text[i + 2] == '`';
        }

        /** Lower case; a letter that stands three times or more (nooo) is written once. */
        private void endWord() {
            if (from < 0) {
                return;
            }
            int to = Math.min(at, from + MAX_WORD);
            boolean named = Character.isUpperCase(text[from]) && (pending & Words.OPENS) == 0;
            boolean digit = false;
            int end = starts[size];
            char last = 0;
            int same = 0;
            for (int i = from; i < to; i++) {
                char c = lower(text[i]);
                same = c == last ? same + 1 : 1;
                last = c;
                boolean number = isDigit(c);
                digit |= number;
                if (c == '\'') {
                    continue;
                }
                if (same < 3 || number) {
                    text[end++] = c;
                } else if (same == 3) {
                    end--;
                }
            }
            from = -1;
            add(end, named || digit);
        }

        /** {@link Character#toLowerCase}, quick for what most text is made of. */
        private static char lower(char c) {
            if (c < 0x80) {
                return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            }
            return Character.toLowerCase(c);
        }

        private void add(int end, boolean entity) {
            if (end == starts[size]) {
                return;
            }
            if (size == flags.length) {
                starts = Arrays.copyOf(starts, size * 2 + 1);
                known = Arrays.copyOf(known, size * 2);
                flags = Arrays.copyOf(flags, size * 2);
            }
            if ((pending & Words.OPENS) != 0) {
                lastOpen = size;
            }
            flags[size] = (byte) (pending | (entity ? Words.ENTITY : 0));
            known[size] = vocabulary.find(text, starts[size], end);
            starts[++size] = end;
            pending = 0;
            asks = false;
        }
    }

    private static boolean isLatin(char c) {
        char lower = (char) (c | 0x20);
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isDigit(char c) {
        return c < 0x80 ? c >= '0' && c <= '9' : Character.isDigit(c);
    }

    private static boolean isLetter(char c) {
        if (c < 0x80) {
            return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        }
        if (Character.isHighSurrogate(c)) {
            return true;
        }
        return Character.isLetterOrDigit(c)
                || Character.getType(c) == Character.NON_SPACING_MARK
                || Character.getType(c) == Character.COMBINING_SPACING_MARK;
    }

    /** Han, Hiragana, Hangul syllables and Thai are read sign by sign; Katakana by word. */
    private static boolean isSpaceless(char c) {
        return c >= 0x0E00
                && (c < 0x0E80
                        || c >= 0x3040 && c < 0x30A0
                        || c >= 0x3400 && c <= 0x9FFF
                        || c >= 0xAC00 && c <= 0xD7A3
                        || c >= 0xF900 && c <= 0xFAFF);
    }
}
