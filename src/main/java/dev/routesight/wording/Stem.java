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

    static int hash(Words words, int i) {
        char[] letters = words.letters();
        int start = words.start(i);
        int end = words.start(i + 1);
        int from = start + skipped(letters, start, end);
        int to = from == start ? withoutEnding(letters, start, end) : end;
        to = Math.min(to, from + LENGTH);
        int hash = 17;
        for (int k = from; k < to; k++) {
            hash = hash * 31 + letters[k];
        }
        return mix(hash);
    }

    /** The Arabic article, and a letter that marks the person of a verb. */
    private static int skipped(char[] letters, int from, int to) {
        char first = letters[from];
        if (to - from < 4 || first < 0x0620 || first > 0x06FF) {
            return 0;
        }
        if (to - from > 4 && first == '\u0627' && letters[from + 1] == '\u0644') {
            return 2;
        }
        return "\u0627\u064A\u062A\u0646".indexOf(first) >= 0 ? 1 : 0;
    }

    /** Where the commonest endings of European languages begin: -s, -ing, -ed, -e. */
    private static int withoutEnding(char[] letters, int from, int end) {
        int to = end;
        if (to - from >= 4 && letters[to - 1] == 's' && letters[to - 2] != 's') {
            to--;
        }
        int length = to - from;
        if (length >= 6
                && letters[to - 3] == 'i'
                && letters[to - 2] == 'n'
                && letters[to - 1] == 'g') {
            return to - 3;
        }
        if (length >= 5 && letters[to - 2] == 'e' && letters[to - 1] == 'd') {
            return to - 2;
        }
        return length >= 4 && letters[to - 1] == 'e' ? to - 1 : to;
    }

    /** Of two signs, by their hashes; 0 for none. */
    static int pair(int first, int second) {
        return mix(first * 31 + second);
    }

    /** First letters in the upper bits, first letter, and whether it is a name or a number. */
    static int beginning(Words words, int i) {
        char[] letters = words.letters();
        int from = words.start(i);
        int to = Math.min(from + 3, words.start(i + 1));
        int hash = 0;
        for (int k = from; k < to; k++) {
            hash = hash * 31 + letters[k];
        }
        return (mix(hash) << 10)
                | ((letters[from] & 0xFF) << 2)
                | (words.isEntity(i) ? ENTITY : 0)
                | (words.hasDigit(i) ? DIGIT : 0);
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
