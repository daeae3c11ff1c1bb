package dev.routesight.wording;

/**
 * Reads a message into folded words in one linear pass over at most the configured number of
 * characters. Code blocks, quoted lines and quotations are left out: what they say is not what the
 * user says. Serves one thread.
 */
final class WordReader {
    private static final int MAX_WORD = 40;
    private static final int MAX_QUOTE = 600;
    private static final String FRENCH_AND_ITALIAN_ELISIONS =
            " l d j c n s m t qu jusqu lorsqu puisqu quelqu dell nell all sull dall quell un dov"
                    + " cos com ch ";
    private final int maxCharacters;
    private final Vocabulary vocabulary;
    private final Words words = new Words();

    /** The folded characters, of which words are made in place. */
    private char[] text = {};

    private int length;
    private int at;

    /** Where the word at hand began; -1 between words. */
    private int from;

    /** It begins with a capital. */
    private boolean capital;

    /** Where the last word's letters end. */
    private int end;

    private int pending;
    private boolean skipQuotes;
    private boolean quoted;

    WordReader(int maxCharacters, Vocabulary vocabulary) {
        this.maxCharacters = maxCharacters;
        this.vocabulary = vocabulary;
    }

    /** The words, until the next message is read. */
    Words read(String message) {
        int looked = Math.min(message.length(), maxCharacters);
        if (looked < message.length() && Character.isHighSurrogate(message.charAt(looked - 1))) {
            looked--;
        }
        words.begin(message.codePointCount(0, looked), looked < message.length());
        text = words.room(Fold.room(looked));
        length = Fold.of(message, looked, text);
        skipQuotes = true;
        quoted = false;
        walk();
        if (words.size() == 0 && quoted) {
            skipQuotes = false;
            walk();
        }
        return words;
    }

    /**
     * One walk over the folded characters, which are overwritten by the words, one after the other:
     * these never take more than was read. What has no words is left as it was.
     */
    private void walk() {
        at = 0;
        from = -1;
        end = 0;
        pending = Words.OPENS;
        while (at < length) {
            char c = text[at];
            if (isLatin(c)) {
                if (from < 0) {
                    latin();
                } else {
                    at++;
                }
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

    /**
     * Most words are plain letters and are read in one go; others, and "nooo", by their letters.
     */
    private void latin() {
        capital = text[at] < 'a';
        long hash = Vocabulary.HASH_OF_NOTHING;
        int javaHash = 0;
        int bag = 0;
        int same = 0;
        boolean stretched = false;
        char last = 0;
        int begun = at;
        int to = end;
        do {
            char c = (char) (text[at++] | 0x20);
            text[to++] = c;
            hash = Vocabulary.hash(hash, c);
            javaHash = 31 * javaHash + c;
            bag |= 1 << (c - 'a');
            same = c == last ? same + 1 : 0;
            stretched |= same == 2;
            last = c;
        } while (at < length && isLatin(text[at]));
        boolean goesOn = at < length && (text[at] == '\'' || isLetter(text[at]));
        if (goesOn || stretched || to - end > MAX_WORD) {
            System.arraycopy(text, end, text, begun, to - end);
            from = begun;
        } else {
            end = to;
            add(vocabulary.find(hash), bag, javaHash, false);
        }
    }

    private void letter(char c) {
        if (Character.isHighSurrogate(c)) {
            endWord();
            at += at + 1 < length && Character.isLowSurrogate(text[at + 1]) ? 2 : 1;
            return;
        }
        if (isSpaceless(c)) {
            endWord();
            text[end++] = c;
            capital = false;
            add(false);
            at++;
            return;
        }
        if (from < 0) {
            from = at;
            capital = Character.isUpperCase(c);
        }
        at++;
    }

    /** Inside a word it vanishes (don't), after an elided article it parts words (l'eau). */
    private void apostrophe() {
        boolean inside = at + 1 < length && isLetter(text[at + 1]);
        if (inside && at - from <= 6 && FRENCH_AND_ITALIAN_ELISIONS.contains(elided())) {
            endWord();
        }
        at++;
    }

    private String elided() {
        StringBuilder word = new StringBuilder().append(' ');
        for (int i = from; i < at; i++) {
            word.append(Character.toLowerCase(text[i]));
        }
        return word.append(' ').toString();
    }

    private void mark(char c) {
        switch (c) {
            case '?' -> {
                words.questionMark();
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
                if (skipQuotes && at < length && text[at] == '>') {
                    skipLine();
                }
            }
            case ',', ':', '(', ')', '-', '\u2026' -> {
                if (c != '-' || at + 1 < length && text[at + 1] == ' ') {
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
        while (at < length && text[at] != '\n') {
            at++;
        }
    }

    private void quote(char mark) {
        if (mark == '`' && startsFence(at)) {
            int close = at + 3;
            while (close < length && !startsFence(close)) {
                close++;
            }
            words.codeBlock();
            quoted = true;
            at = skipQuotes ? Math.min(length, close + 3) : at + 3;
            pending = Words.OPENS;
            return;
        }
        int limit = Math.min(length, at + MAX_QUOTE);
        int close = at + 1;
        while (close < limit && text[close] != mark) {
            close++;
        }
        if (close >= limit || !skipQuotes) {
            at++;
            return;
        }
        if (mark == '`') {
            words.codeBlock();
        }
        quoted = true;
        at = close + 1;
    }

    private boolean startsFence(int i) {
        return i + 2 < length && text[i] == '`' && text[i + 1] == '`' && text[i + 2] == '`';
    }

    /** Lower case; a letter that stands three times or more (nooo) is written once. */
    private void endWord() {
        if (from < 0) {
            return;
        }
        int to = Math.min(at, from + MAX_WORD);
        boolean digit = false;
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
        add(digit);
    }

    /** {@link Character#toLowerCase}, quick for what most text is made of. */
    private static char lower(char c) {
        if (c < 0x80) {
            return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
        }
        return Character.toLowerCase(c);
    }

    /** Adds the letters from the last word's end. */
    private void add(boolean digit) {
        long hash = Vocabulary.HASH_OF_NOTHING;
        int javaHash = 0;
        int bag = 0;
        for (int i = words.start(words.size()); i < end; i++) {
            char c = text[i];
            hash = Vocabulary.hash(hash, c);
            javaHash = 31 * javaHash + c;
            bag |= 1 << (c >= 'a' && c <= 'z' ? c - 'a' : c & 31);
        }
        if (end > words.start(words.size())) {
            add(vocabulary.find(hash), bag, javaHash, digit);
        }
    }

    private void add(int number, int bag, int hash, boolean digit) {
        boolean name = capital && (pending & Words.OPENS) == 0;
        int flags = pending | (name ? Words.NAME : 0) | (digit ? Words.DIGIT : 0);
        words.add(end, number, bag, hash, flags);
        pending = 0;
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
