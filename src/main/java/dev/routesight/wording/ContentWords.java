package dev.routesight.wording;

import java.util.Arrays;

/** The distinct content words of a message: what remains without function words. */
final class ContentWords {
    private final long[] order;
    private final int[] beginnings;
    private final int[] letters;
    private int size;

    private ContentWords(int most) {
        order = new long[most];
        beginnings = new int[most];
        letters = new int[most];
    }

    interface Seen {
        /**
         * @param word which one; -1 for a pair of signs
         */
        void word(int word, int hash);
    }

    static ContentWords of(Words words, int[] numbers, CueLexicon lexicon) {
        ContentWords content = new ContentWords(words.size());
        each(words, numbers, lexicon, (word, hash) -> content.add(words, word, hash));
        content.settle();
        return content;
    }

    /** Visits the content words in order, repeated ones again. */
    static void each(Words words, int[] numbers, CueLexicon lexicon, Seen seen) {
        int held = -1;
        for (int i = 0; i < words.size(); i++) {
            boolean sign = words.isSign(i);
            if (lexicon.isFunctionWord(numbers[i]) || sign && isHiragana(words.first(i))) {
                continue;
            }
            if (!sign) {
                seen.word(i, Stem.hash(words, i));
                held = -1;
                continue;
            }
            if (held >= 0) {
                seen.word(-1, Stem.pair(words.hash(held), words.hash(i)));
            } else if (i + 1 == words.size() || !words.isSign(i + 1)) {
                seen.word(-1, Stem.pair(0, words.hash(i)));
            }
            held = i;
        }
    }

    /** The hash under which a sketch knows word {@code i}, seen with its neighbours. */
    static int hashAt(Words words, int i) {
        if (!words.isSign(i)) {
            return Stem.hash(words, i);
        }
        boolean withNext = i + 1 < words.size() && words.isSign(i + 1);
        return withNext ? Stem.pair(words.hash(i), words.hash(i + 1)) : Stem.pair(0, words.hash(i));
    }

    private static boolean isHiragana(char c) {
        return c >= 0x3040 && c < 0x30A0;
    }

    private void add(Words words, int word, int hash) {
        order[size] = (long) hash << 32 | size;
        beginnings[size] = word < 0 ? 0 : Stem.beginning(words, word);
        letters[size] = word < 0 ? 0 : Stem.letters(words, word);
        size++;
    }

    private void settle() {
        Arrays.sort(order, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || hash(i) != hash(kept - 1)) {
                order[kept++] = order[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int hash(int i) {
        return (int) (order[i] >> 32);
    }

    /** Writes the first {@code count} as triples. */
    void write(int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            int source = (int) order[i];
            to[at + 3 * i] = hash(i);
            to[at + 3 * i + 1] = beginnings[source];
            to[at + 3 * i + 2] = letters[source];
        }
    }
}
