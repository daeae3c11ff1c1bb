package dev.routesight.wording;

import java.text.Normalizer;

/**
 * Folds what differs only in writing: accents, typographic apostrophes and quotation marks, full
 * width forms, alef and yeh forms, the commonest traditional Chinese signs; invisible marks vanish.
 * Case stays, for it tells names.
 */
final class Fold {
    private static final int TABLE = 0x700;
    private static final char FIRST_RARE = 0x1100;
    private static final char[] SMALL = new char[TABLE];
    private static final char[] WIDE = new char[0x10000];
    private static final char DROP = '\0';
    private static final String TRADITIONAL =
            "問问說说錯错對对這这個个麼么沒没還还嗎吗請请聽听題题應应話话講讲誤误關关係系東东樣样為为會会來来時时後后給给讓让"
                    + "過过點点無无認认誰谁幾几從从開开號号現现動动裡里裏里難难確确實实寫写讀读買买賣卖訂订別别繼继續续謝谢"
                    + "甚什嘛吗妳你換换嘍了";

    static {
        for (char c = 0; c < TABLE; c++) {
            SMALL[c] = base(c);
        }
        for (int c = 0; c < WIDE.length; c++) {
            WIDE[c] = (char) c;
        }
        for (char c = 0xFF01; c <= 0xFF5E; c++) {
            WIDE[c] = (char) (c - 0xFEE0);
        }
        each("\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060", DROP);
        each("\u2066\u2067\u2068\u2069\uFEFF\u093C\uFE0F", DROP);
        each("\u2018\u2019\u201A\u201B\u2032\uFF07", '\'');
        each("\u201C\u201D\u201E\u201F\u300C\u300D\u300E\u300F", '"');
        each("\u2010\u2011\u2012\u2013\u2014\u2015", '-');
        each("\u3002\u0964\u0965\uFF61\u2022", '.');
        each("\u3001\uFF64", ',');
        each("\u2028\u2029", '\n');
        for (int i = 0; i < 8; i++) {
            WIDE[0x0958 + i] = "कखगजडढफय".charAt(i);
        }
        for (int i = 0; i < TRADITIONAL.length(); i += 2) {
            WIDE[TRADITIONAL.charAt(i)] = TRADITIONAL.charAt(i + 1);
        }
    }

    private Fold() {}

    private static void each(String signs, char to) {
        for (int i = 0; i < signs.length(); i++) {
            WIDE[signs.charAt(i)] = to;
        }
    }

    private static char base(char c) {
        switch (c) {
            case '\u00B4', '\u02BC', '\u02B9' -> {
                return '\'';
            }
            case '\u00AB', '\u00BB' -> {
                return '"';
            }
            case '\u061F' -> {
                return '?';
            }
            case '\u060C', '\u061B' -> {
                return ',';
            }
            case '\u0131' -> {
                return 'i';
            }
            case '\u0629' -> {
                return '\u0647';
            }
            case '\u0649' -> {
                return '\u064A';
            }
            case '\u00AD', '\u0640', '\u061C', '\r' -> {
                return DROP;
            }
            case '\u00A0' -> {
                return ' ';
            }
            default -> {}
        }
        if (c < 0x80) {
            return c;
        }
        if (c >= 0x300 && c < 0x370 || c >= 0x64B && c <= 0x655 || c == 0x670) {
            return DROP;
        }
        String parts = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD);
        return parts.charAt(0);
    }

    /** How much room so many characters may take when they are folded. */
    static int room(int characters) {
        return 2 * characters;
    }

    /**
     * Writes the first {@code end} characters, folded.
     *
     * @return how many those are
     */
    static int of(String text, int end, char[] out) {
        text.getChars(0, end, out, 0);
        int size = 0;
        for (int i = 0; i < end; i++) {
            char c = out[i];
            if (c >= FIRST_RARE && isRare(c)) {
                return ofRare(text, end, out);
            }
            char folded = c < TABLE ? SMALL[c] : WIDE[c];
            if (folded != DROP) {
                out[size++] = folded;
            }
        }
        return size;
    }

    /** Signs that one character at a time cannot fold. */
    private static boolean isRare(char c) {
        return c >= FIRST_RARE && c < 0x1200
                || c >= 0x1E00 && c < 0x1F00
                || c >= 0x2100 && c < 0x2190
                || c == 0x3099
                || c == 0x309A
                || c >= 0x2E80 && c < 0x3000
                || c >= 0xF900 && c < 0xFB50
                || c >= 0xFB50 && c < 0xFE00
                || c >= 0xFE70 && c < 0xFEFF
                || c >= 0xFF61 && c < 0xFFF0
                || c == 0xD835;
    }

    private static int ofRare(String text, int end, char[] out) {
        String normal = Normalizer.normalize(text.substring(0, end), Normalizer.Form.NFKC);
        int looked = Math.min(normal.length(), room(end));
        int size = 0;
        for (int i = 0; i < looked; i++) {
            char c = normal.charAt(i);
            char folded =
                    c < TABLE
                            ? SMALL[c]
                            : c >= 0x1E00 && c < 0x1F00
                                    ? Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFD)
                                            .charAt(0)
                                    : WIDE[c];
            if (folded != DROP) {
                out[size++] = folded;
            }
        }
        return size;
    }
}
