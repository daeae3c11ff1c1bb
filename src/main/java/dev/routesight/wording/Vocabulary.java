package dev.routesight.wording;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words that some lexicon holds, each by its number. They are found by 64-bit hashes of their
 * characters: neither a string is made nor one looked at, for they lie all over the memory.
 */
final class Vocabulary {
    static final Vocabulary EMPTY = new Vocabulary(List.of());
    static final int UNKNOWN = -1;
    private static final int FILTER_BITS = 1 << 17;
    private static final int FUNCTION_WORD = 3;
    private static final int CUE_WORD = 1;
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private final Map<String, Integer> words = new LinkedHashMap<>();

    /** An open hash table, at most half full. */
    private final long[] hashes;

    /** In the same places the numbers, plus one; 0 is free. */
    private final int[] numbers;

    /** Most words of a text are in no lexicon, which this says without leaving the cache. */
    private final long[] filter = new long[FILTER_BITS / 64];

    /**
     * Word by word the lexicons that hold it, each followed by how much that speaks for its
     * language.
     */
    private final byte[] languages;

    /** Where those of a word begin; one more than there are words. */
    private final int[] languagesFrom;

    /**
     * @param lexicons in the order of their indexes
     */
    Vocabulary(Collection<CueLexicon> lexicons) {
        for (CueLexicon lexicon : lexicons) {
            lexicon.vocabulary().keySet().forEach(w -> words.putIfAbsent(w, words.size()));
        }
        hashes = new long[Integer.highestOneBit(2 * words.size() + 1) << 1];
        numbers = new int[hashes.length];
        words.forEach(this::put);
        languagesFrom = new int[words.size() + 1];
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            int index = 0;
            for (CueLexicon lexicon : lexicons) {
                Integer symbol = lexicon.vocabulary().get(word.getKey());
                if (symbol != null) {
                    all.write(index);
                    all.write(lexicon.isFunctionWord(symbol) ? FUNCTION_WORD : CUE_WORD);
                }
                index++;
            }
            languagesFrom[word.getValue() + 1] = all.size();
        }
        languages = all.toByteArray();
    }

    private void put(String word, int number) {
        long hash = hash(word.toCharArray(), 0, word.length());
        int slot = slotOf(hash);
        hashes[slot] = hash;
        numbers[slot] = number + 1;
        filter[bitOf(hash) >> 6] |= 1L << bitOf(hash);
    }

    /** The number of a word, or {@link #UNKNOWN} when no lexicon holds it. */
    int find(char[] letters, int from, int to) {
        long hash = hash(letters, from, to);
        if ((filter[bitOf(hash) >> 6] >>> bitOf(hash) & 1) == 0) {
            return UNKNOWN;
        }
        return numbers[slotOf(hash)] - 1;
    }

    /** Adds to the score of each lexicon's language what a word speaks for it, so many times. */
    void addLanguages(int word, int times, int[] scores) {
        for (int k = languagesFrom[word]; k < languagesFrom[word + 1]; k += 2) {
            scores[languages[k]] += languages[k + 1] * times;
        }
    }

    /** By word its symbol in a lexicon, -1 where that does not hold it. */
    int[] symbolsIn(CueLexicon lexicon) {
        int[] symbols = new int[words.size()];
        Arrays.fill(symbols, -1);
        lexicon.vocabulary().forEach((word, symbol) -> symbols[words.get(word)] = symbol);
        return symbols;
    }

    private int slotOf(long hash) {
        int slot = (int) hash & hashes.length - 1;
        while (numbers[slot] != 0 && hashes[slot] != hash) {
            slot = slot + 1 & hashes.length - 1;
        }
        return slot;
    }

    private static int bitOf(long hash) {
        return (int) (hash >>> 40) & FILTER_BITS - 1;
    }

    private static long hash(char[] letters, int from, int to) {
        long hash = BASIS;
        for (int i = from; i < to; i++) {
            hash = (hash ^ letters[i]) * PRIME;
        }
        return hash ^ hash >>> 29;
    }
}
