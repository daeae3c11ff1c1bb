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

    static ContentWords of(Words words, int[] numbers, CueLexicon lexicon) {
        ContentWords content = new ContentWords(words.size());
        String held = null;
        for (int i = 0; i < words.size(); i++) {
            String word = words.words()[i];
            boolean sign = isSign(word);
            if (lexicon.isFunctionWord(numbers[i]) || sign && isHiragana(word.charAt(0))) {
                continue;
            }
            if (!sign) {
                content.add(Stem.hash(word), word, (words.flags()[i] & Words.ENTITY) != 0);
                held = null;
                continue;
            }
            if (held != null) {
                content.add(Stem.pair(held, word), "", false);
            } else if (i + 1 == words.size() || !isSign(words.words()[i + 1])) {
                content.add(Stem.pair("", word), "", false);
            }
            held = word;
        }
        content.settle();
        return content;
    }

    /** The hash under which a sketch knows word {@code i}, seen with its neighbours. */
    static int hashAt(Words words, int i) {
        String word = words.words()[i];
        if (!isSign(word)) {
            return Stem.hash(word);
        }
        boolean withNext = i + 1 < words.size() && isSign(words.words()[i + 1]);
        return withNext ? Stem.pair(word, words.words()[i + 1]) : Stem.pair("", word);
    }

    private static boolean isSign(String word) {
        return word.length() == 1 && word.charAt(0) >= 0x0E00;
    }

    private static boolean isHiragana(char c) {
        return c >= 0x3040 && c < 0x30A0;
    }

    private void add(int hash, String word, boolean entity) {
        order[size] = (long) hash << 32 | size;
        beginnings[size] = word.isEmpty() ? 0 : Stem.beginning(word, entity);
        letters[size] = Stem.letters(word);
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
