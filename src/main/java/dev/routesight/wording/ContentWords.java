package dev.routesight.wording;

import java.util.Arrays;

/**
 * The content words of a message: what remains without function words. Signs of scripts without
 * spaces count in pairs. The next message takes the same room.
 */
final class ContentWords {
    /** By hash and place, for the upper half is the hash and the lower the word's index. */
    private long[] found = {};

    private int size;

    /** Takes the content words of a message, in their order. */
    void begin(Words words, CueLexicon lexicon) {
        if (found.length < words.size()) {
            found = new long[2 * words.size()];
        }
        size = 0;
        int held = -1;
        for (int i = 0; i < words.size(); i++) {
            boolean sign = words.isSign(i);
            if (lexicon.isFunctionWord(words.symbol(i)) || sign && isHiragana(words.first(i))) {
                continue;
            }
            if (!sign) {
                add(i, Stem.hash(words, i));
                held = -1;
                continue;
            }
            if (held >= 0) {
                add(i, Stem.pair(words.hash(held), words.hash(i)));
            } else if (i + 1 == words.size() || !words.isSign(i + 1)) {
                add(i, Stem.pair(0, words.hash(i)));
            }
            held = i;
        }
    }

    private void add(int word, int hash) {
        found[size++] = (long) hash << 32 | word;
    }

    /** Brings them into the order of their hashes, each once. */
    void sort() {
        Arrays.sort(found, 0, size);
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (kept == 0 || hash(i) != hash(kept - 1)) {
                found[kept++] = found[i];
            }
        }
        size = kept;
    }

    int size() {
        return size;
    }

    int hash(int i) {
        return (int) (found[i] >> 32);
    }

    /** Writes the first {@code count} as triples. */
    void write(Words words, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            int word = (int) found[i];
            boolean sign = words.isSign(word);
            to[at + 3 * i] = hash(i);
            to[at + 3 * i + 1] = sign ? 0 : Stem.beginning(words, word);
            to[at + 3 * i + 2] = sign ? 0 : words.bag(word);
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
}
