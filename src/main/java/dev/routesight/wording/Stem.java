package dev.routesight.wording;

/**
 * What is kept of one content word: a hash of its stem, a hash of its beginning, and which letters
 * it holds. Enough to know it again in another form or with a typo, too little to read it back.
 */
final class Stem {
    private static final int LENGTH = 5;
    private static final int ENTITY = 1;
    private static final int DIGIT = 2;

    private Stem() {}

    static int hash(String word) {
        int from = skipped(word);
        int to = word.length();
        to = from == 0 ? withoutEnding(word) : to;
        to = Math.min(to, from + LENGTH);
        int hash = 17;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + word.charAt(i);
        }
        return mix(hash);
    }

    /** The Arabic article, and a letter that marks the person of a verb. */
    private static int skipped(String word) {
        if (word.length() < 4 || word.charAt(0) < 0x0620 || word.charAt(0) > 0x06FF) {
            return 0;
        }
        if (word.length() > 4 && word.startsWith("\u0627\u0644")) {
            return 2;
        }
        return "\u0627\u064A\u062A\u0646".indexOf(word.charAt(0)) >= 0 ? 1 : 0;
    }

    /** Where the commonest endings of European languages begin: -s, -ing, -ed, -e. */
    private static int withoutEnding(String word) {
        int to = word.length();
        if (to >= 4 && word.charAt(to - 1) == 's' && word.charAt(to - 2) != 's') {
            to--;
        }
        if (to >= 6 && word.startsWith("ing", to - 3)) {
            return to - 3;
        }
        if (to >= 5 && word.startsWith("ed", to - 2)) {
            return to - 2;
        }
        return to >= 4 && word.charAt(to - 1) == 'e' ? to - 1 : to;
    }

    static int pair(String first, String second) {
        return mix(first.hashCode() * 31 + second.hashCode());
    }

    /** First letters in the upper bits, first letter, and whether it is a name or a number. */
    static int beginning(String word, boolean entity) {
        int hash = 0;
        for (int i = 0; i < Math.min(3, word.length()); i++) {
            hash = hash * 31 + word.charAt(i);
        }
        boolean digit = false;
        for (int i = 0; i < word.length(); i++) {
            digit |= Character.isDigit(word.charAt(i));
        }
        return (mix(hash) << 10)
                | ((word.charAt(0) & 0xFF) << 2)
                | (entity ? ENTITY : 0)
                | (digit ? DIGIT : 0);
    }

    /** A bit per letter. */
    static int letters(String word) {
        int bag = 0;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            bag |= 1 << (c >= 'a' && c <= 'z' ? c - 'a' : c & 31);
        }
        return bag;
    }

    static boolean isEntity(int beginning) {
        return (beginning & (ENTITY | DIGIT)) != 0;
    }

    /** One is an inflection or a misspelling of the other, as far as can be told. */
    static boolean alike(int beginning1, int letters1, int beginning2, int letters2) {
        if (letters1 == 0 || letters2 == 0 || ((beginning1 | beginning2) & DIGIT) != 0) {
            return false;
        }
        int apart = Integer.bitCount(letters1 ^ letters2);
        int fewest = Math.min(Integer.bitCount(letters1), Integer.bitCount(letters2));
        if (fewest < 3) {
            return false;
        }
        if (beginning1 >>> 10 == beginning2 >>> 10) {
            boolean within = (letters1 & letters2) == letters1 || (letters1 & letters2) == letters2;
            return within ? apart <= 3 : apart <= 1;
        }
        boolean sameFirst = ((beginning1 ^ beginning2) >>> 2 & 0xFF) == 0;
        return sameFirst ? apart <= 1 && fewest >= 4 : apart == 0 && fewest >= 5;
    }

    static int mix(int hash) {
        int h = hash * 0x9E3779B9;
        h ^= h >>> 16;
        h *= 0x85EBCA6B;
        return h ^ (h >>> 13);
    }
}
