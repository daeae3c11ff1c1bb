package dev.routesight.wording;

import java.util.Collection;
import java.util.Set;

/** The words that some lexicon holds, found by their characters without making a string. */
final class Vocabulary {
    static final Vocabulary EMPTY = new Vocabulary(Set.of());

    /** An open hash table by {@link String#hashCode}; at most half full. */
    private final String[] slots;

    /** The hash of each word in it: to miss one without looking at it. */
    private final int[] hashes;

    Vocabulary(Collection<String> words) {
        slots = new String[Integer.highestOneBit(2 * words.size() + 1) << 1];
        hashes = new int[slots.length];
        for (String word : words) {
            int slot = slotOf(word.hashCode());
            while (slots[slot] != null && !slots[slot].equals(word)) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = word;
            hashes[slot] = word.hashCode();
        }
    }

    /** The word of the first {@code length} characters, or null when no lexicon holds it. */
    String find(char[] word, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + word[i];
        }
        int slot = slotOf(hash);
        while (hashes[slot] != hash || !isSame(slots[slot], word, length)) {
            if (hashes[slot] == 0 && slots[slot] == null) {
                return null;
            }
            slot = slot + 1 & slots.length - 1;
        }
        return slots[slot];
    }

    private int slotOf(int hash) {
        return (hash ^ hash >>> 15) & slots.length - 1;
    }

    private static boolean isSame(String held, char[] word, int length) {
        if (held == null || held.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (held.charAt(i) != word[i]) {
                return false;
            }
        }
        return true;
    }
}
