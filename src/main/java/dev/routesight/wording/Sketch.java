package dev.routesight.wording;

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
        content.write(words, sketch, FIXED + negatedCount, count);
        return sketch;
    }

    static int[] ofAnswer(Words words, ContentWords content) {
        int[] sketch = new int[1 + Math.max(1, Math.min(MAX - 1, words.size()))];
        sketch[0] = ANSWER;
        for (int i = 0; i < content.size(); i++) {
            set(sketch, content.hash(i));
            set(sketch, Stem.mix(content.hash(i)));
        }
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
        return negated(sketch) <= NEGATED
                && words(sketch) <= WORDS
                && sketch.length == place(sketch, words(sketch));
    }

    private static int negated(int[] turn) {
        return turn[0] & 0xFF;
    }

    private static int words(int[] turn) {
        return turn[0] >>> 8 & 0xFF;
    }

    private static int place(int[] turn, int word) {
        return FIXED + negated(turn) + 3 * word;
    }

    /** Of a turn's {@code i}-th word, in ascending order. */
    static int hash(int[] turn, int i) {
        return turn[place(turn, i)];
    }

    static int beginning(int[] turn, int i) {
        return turn[place(turn, i) + 1];
    }

    static int letters(int[] turn, int i) {
        return turn[place(turn, i) + 2];
    }

    private static boolean isAnswer(int[] sketch) {
        return sketch.length > 1 && sketch[0] >>> 16 == ANSWER >>> 16;
    }

    /** How many negated words of a turn the other message held. */
    static int negatedIn(int[] turn, int[] other) {
        int held = 0;
        for (int i = 0; isTurn(turn) && i < negated(turn); i++) {
            held += holds(other, turn[FIXED + i]) ? 1 : 0;
        }
        return held;
    }

    private static boolean holds(int[] sketch, int hash) {
        if (isAnswer(sketch)) {
            return isSet(sketch, hash) && isSet(sketch, Stem.mix(hash));
        }
        if (isTurn(sketch)) {
            for (int i = 0; i < words(sketch); i++) {
                if (hash(sketch, i) == hash) {
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
        int limit = Math.min(last(before), last(turn));
        return Overlap.of(
                before,
                upTo(before, limit),
                turn,
                upTo(turn, limit),
                before[START] == turn[START],
                before[END] == turn[END]);
    }

    /** The largest hash up to which a turn's sketch kept all words. */
    private static int last(int[] turn) {
        return turn[0] >>> 16 == 0 ? Integer.MAX_VALUE : hash(turn, words(turn) - 1);
    }

    private static int upTo(int[] turn, int limit) {
        int size = words(turn);
        while (size > 0 && hash(turn, size - 1) > limit) {
            size--;
        }
        return size;
    }
}
