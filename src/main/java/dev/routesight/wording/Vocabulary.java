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
    static final long HASH_OF_NOTHING = 0xcbf29ce484222325L;
    private static final long NUMBER = (1L << 24) - 1;
    private static final long PRIME = 0x100000001b3L;

    private final Map<String, Integer> words = new LinkedHashMap<>();

    /**
     * An open hash table, at most half full: the upper bits of a word's hash, and below them its
     * number plus one; 0 is free.
     */
    private final long[] slots;

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
        slots = new long[Integer.highestOneBit(2 * words.size() + 1) << 1];
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
        long hash = HASH_OF_NOTHING;
        for (int i = 0; i < word.length(); i++) {
            hash = hash(hash, word.charAt(i));
        }
        hash = mix(hash);
        slots[slotOf(hash)] = hash & ~NUMBER | number + 1;
        filter[bitOf(hash) >> 6] |= 1L << bitOf(hash);
    }

    /** The hash of some letters and one more. */
    static long hash(long hash, char letter) {
        return (hash ^ letter) * PRIME;
    }

    /**
     * The number of a word, or {@link #UNKNOWN} when no lexicon holds it.
     *
     * @param letters the hash of its letters
     */
    int find(long letters) {
        long hash = mix(letters);
        if ((filter[bitOf(hash) >> 6] >>> bitOf(hash) & 1) == 0) {
            return UNKNOWN;
        }
        return (int) (slots[slotOf(hash)] & NUMBER) - 1;
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
        int slot = (int) hash & slots.length - 1;
        while (slots[slot] != 0 && ((slots[slot] ^ hash) & ~NUMBER) != 0) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private static int bitOf(long hash) {
        return (int) (hash >>> 40) & FILTER_BITS - 1;
    }

    private static long mix(long hash) {
        return hash ^ hash >>> 29;
    }
}
