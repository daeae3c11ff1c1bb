package dev.routesight.wording;

import java.util.Arrays;

/**
 * The fixed-size sketch of a message, at most {@value #MAX} ints of hashes.
 *
 * <p>Of a turn: a header, hashes of its first and last three words, up to four negated words, and
 * three ints ({@link Stem}) for each of its content words, at most {@value #WORDS}, those with the
 * smallest hashes; so two messages keep the same ones of what they share (bottom-k sampling). Of an
 * answer: a Bloom filter of its content words, to ask whether it held a word; of a short answer a
 * small one, of 32 bits a word.
 */
final class Sketch {
    static final int MAX = 64;
    static final int WORDS = 19;
    static final int NEGATED = 4;
    private static final int ANSWER = 1 << 30;
    private static final int START = 1;
    private static final int END = 2;
    private static final int FIXED = 3;

    private Sketch() {}

    static int[] ofTurn(Words words, ContentWords content, int[] negated, int negatedCount) {
        int count = Math.min(WORDS, content.size());
        int[] sketch = new int[FIXED + negatedCount + 3 * count];
        sketch[0] = negatedCount | count << 8 | (content.size() > WORDS ? 1 << 16 : 0);
        sketch[START] = edge(words, 0, Math.min(3, words.size()));
        sketch[END] = edge(words, Math.max(0, words.size() - 3), words.size());
        System.arraycopy(negated, 0, sketch, FIXED, negatedCount);
        content.write(sketch, FIXED + negatedCount, count);
        return sketch;
    }

    static int[] ofAnswer(Words words, int[] numbers, CueLexicon lexicon) {
        int[] sketch = new int[1 + Math.max(1, Math.min(MAX - 1, words.size()))];
        sketch[0] = ANSWER;
        ContentWords.each(
                words,
                numbers,
                lexicon,
                (word, hash) -> {
                    set(sketch, hash);
                    set(sketch, Stem.mix(hash));
                });
        return sketch;
    }

    private static void set(int[] sketch, int hash) {
        int bit = bitOf(sketch, hash);
        sketch[1 + bit / 32] |= 1 << (bit & 31);
    }

    private static boolean isSet(int[] sketch, int hash) {
        int bit = bitOf(sketch, hash);
        return (sketch[1 + bit / 32] & 1 << (bit & 31)) != 0;
    }

    private static int bitOf(int[] sketch, int hash) {
        return (hash >>> 1) % ((sketch.length - 1) * 32);
    }

    private static int edge(Words words, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + words.hash(i);
        }
        return Stem.mix(hash);
    }

    /** False for what another version wrote, too. */
    private static boolean isTurn(int[] sketch) {
        if (sketch.length < FIXED || sketch[0] >>> 17 != 0) {
            return false;
        }
        int negated = sketch[0] & 0xFF;
        return negated <= NEGATED
                && sketch.length == FIXED + negated + 3 * (sketch[0] >>> 8 & 0xFF);
    }

    private static boolean isAnswer(int[] sketch) {
        return sketch.length > 1 && sketch[0] >>> 16 == ANSWER >>> 16;
    }

    /** How many negated words of a turn the other message held. */
    static int negatedIn(int[] turn, int[] other) {
        int held = 0;
        for (int i = 0; isTurn(turn) && i < (turn[0] & 0xFF); i++) {
            held += holds(other, turn[FIXED + i]) ? 1 : 0;
        }
        return held;
    }

    private static boolean holds(int[] sketch, int hash) {
        if (isAnswer(sketch)) {
            return isSet(sketch, hash) && isSet(sketch, Stem.mix(hash));
        }
        if (isTurn(sketch)) {
            for (int i = FIXED + (sketch[0] & 0xFF); i < sketch.length; i += 3) {
                if (sketch[i] == hash) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What two turns share. */
    static Overlap overlap(int[] before, int[] turn) {
        if (!isTurn(before) || !isTurn(turn)) {
            return Overlap.NONE;
        }
        int[] a = words(before);
        int[] b = words(turn);
        int limit = Math.min(last(before, a), last(turn, b));
        return Overlap.of(
                upTo(a, limit),
                upTo(b, limit),
                before[START] == turn[START],
                before[END] == turn[END]);
    }

    private static int[] words(int[] sketch) {
        return Arrays.copyOfRange(sketch, FIXED + (sketch[0] & 0xFF), sketch.length);
    }

    /** The largest hash up to which a sketch kept all words. */
    private static int last(int[] sketch, int[] words) {
        return sketch[0] >>> 16 == 0 ? Integer.MAX_VALUE : words[words.length - 3];
    }

    private static int[] upTo(int[] words, int limit) {
        int size = words.length;
        while (size > 0 && words[size - 3] > limit) {
            size -= 3;
        }
        return Arrays.copyOf(words, size);
    }
}
