package dev.routesight.wording;

import java.util.Collection;
import java.util.List;

/** The words that some lexicon holds, found by their characters without making a string. */
final class Vocabulary {
    static final Vocabulary EMPTY = new Vocabulary(List.of());
    private static final int FILTER_BITS = 1 << 17;

    /** An open hash table by {@link String#hashCode}; at most half full. */
    private final KnownWord[] slots;

    /** Most words of a text are in no lexicon, which this says without leaving the cache. */
    private final long[] filter = new long[FILTER_BITS / 64];

    Vocabulary(Collection<KnownWord> words) {
        slots = new KnownWord[Integer.highestOneBit(2 * words.size() + 1) << 1];
        for (KnownWord word : words) {
            int mixed = mix(word.text.hashCode());
            int slot = mixed & slots.length - 1;
            while (slots[slot] != null) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = word;
            filter[bitOf(mixed) >> 6] |= 1L << bitOf(mixed);
        }
    }

    /** The word of some characters, or null when no lexicon holds it. */
    KnownWord find(char[] letters, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + letters[i];
        }
        int mixed = mix(hash);
        if ((filter[bitOf(mixed) >> 6] >>> bitOf(mixed) & 1) == 0) {
            return null;
        }
        int slot = mixed & slots.length - 1;
        while (slots[slot] != null && !isSame(slots[slot].text, letters, from, to)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slots[slot];
    }

    private static int bitOf(int mixed) {
        return mixed >>> 7 & FILTER_BITS - 1;
    }

    private static int mix(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }

    private static boolean isSame(String held, char[] letters, int from, int to) {
        if (held.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (held.charAt(i - from) != letters[i]) {
                return false;
            }
        }
        return true;
    }
}
