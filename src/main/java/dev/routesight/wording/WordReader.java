package dev.routesight.wording;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Reads a message into folded words in one pass; code blocks and quoted text are left out. */
final class WordReader {
    private static final int MAX_WORD = 40;
    private final int maxCharacters;

    WordReader(int maxCharacters) {
        this.maxCharacters = maxCharacters;
    }

    Words read(String text) {
        int end = Math.min(text.length(), maxCharacters);
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        String folded = fold(text.substring(0, end));
        List<String> words = new ArrayList<>();
        BitSet opens = new BitSet();
        StringBuilder word = new StringBuilder();
        boolean open = true;
        boolean asks = false;
        boolean code = false;
        int lastOpen = 0;
        int i = 0;
        while (i <= folded.length()) {
            int c = i < folded.length() ? folded.codePointAt(i) : '\n';
            if (c == '\'' && word.length() > 0) {
                i++;
                continue;
            }
            boolean letter =
                    Character.isLetterOrDigit(c)
                            || Character.getType(c) == Character.NON_SPACING_MARK
                            || Character.getType(c) == Character.COMBINING_SPACING_MARK;
            boolean single = letter && isSpaceless(c);
            if (word.length() > 0 && (!letter || single)) {
                open = add(words, opens, word.toString(), open);
                lastOpen = opens.length() - 1;
                word.setLength(0);
                asks = false;
            }
            if (single) {
                open = add(words, opens, Character.toString(c), open);
                lastOpen = opens.length() - 1;
                asks = false;
            } else if (letter) {
                if (word.length() < MAX_WORD) {
                    word.appendCodePoint(c);
                }
            } else if (c == '?' || c == '؟' || c == '？') {
                asks = !words.isEmpty();
                open = true;
            } else if (c == '.' || c == '!' || c == '\n' || c == '。' || c == '।' || c == ';') {
                open = true;
            } else if (c == '`' || c == '"' || c == '“' || c == '«' || c == '「') {
                int after = afterQuoted(folded, i, c);
                code |= c == '`' && after > i + 1;
                i = after;
                continue;
            }
            i += Character.charCount(c);
        }
        boolean[] starts = new boolean[words.size()];
        for (int k = 0; k < starts.length; k++) {
            starts[k] = opens.get(k);
        }
        return new Words(
                words,
                starts,
                asks,
                Math.max(0, lastOpen),
                text.codePointCount(0, end),
                end < text.length(),
                code);
    }

    private static boolean add(List<String> words, BitSet opens, String word, boolean open) {
        if (open) {
            opens.set(words.size());
        }
        words.add(word);
        return false;
    }

    /**
     * The index after a closed quotation or code block, or just past the mark if it never closes.
     */
    private static int afterQuoted(String text, int at, int mark) {
        if (text.startsWith("```", at)) {
            int close = text.indexOf("```", at + 3);
            return close < 0 ? text.length() + 1 : close + 3;
        }
        char closing =
                switch (mark) {
                    case '“' -> '”';
                    case '«' -> '»';
                    case '「' -> '」';
                    default -> (char) mark;
                };
        int limit = Math.min(text.length(), at + 400);
        for (int i = at + 1; i < limit; i++) {
            if (text.charAt(i) == closing) {
                return i + 1;
            }
        }
        return at + 1;
    }

    private static boolean isSpaceless(int c) {
        if (c < 0x0E00) {
            return false;
        }
        return Character.isIdeographic(c)
                || (c >= 0x3040 && c <= 0x30FF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || c < 0x0E80;
    }

    private static String fold(String text) {
        boolean ascii = true;
        for (int i = 0; i < text.length() && ascii; i++) {
            ascii = text.charAt(i) < 0x80;
        }
        if (ascii) {
            return text.toLowerCase(Locale.ROOT);
        }
        String parts = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
        StringBuilder kept = new StringBuilder(parts.length());
        for (int i = 0; i < parts.length(); i++) {
            char c = parts.charAt(i);
            boolean mark = (c >= 0x300 && c <= 0x36F) || (c >= 0x64B && c <= 0x652);
            boolean unseen = c == 0x640 || c == 0xFEFF || (c >= 0x200B && c <= 0x200F);
            if (mark || unseen || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
                continue;
            }
            kept.append(c == '’' || c == '‘' || c == 'ʼ' || c == '´' ? '\'' : c == 'ı' ? 'i' : c);
        }
        return Normalizer.normalize(kept, Normalizer.Form.NFC);
    }
}
