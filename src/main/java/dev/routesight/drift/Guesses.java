package dev.routesight.drift;

import java.nio.ByteBuffer;

/**
 * Counts by cell, kept as how far they are from a guess that earlier cells give: decisions of a
 * part of the day are much like those of the part before, in the proportion of the cell that was
 * told last; events are like their rate so far. Whole numbers throughout, so that whoever reads
 * guesses the same.
 */
final class Guesses {
    private Guesses() {}

    private interface Guess {
        long of(int cell, long[] known);
    }

    static void writeDecisions(ByteBuffer to, long[] decisions, int[] before) {
        write(to, decisions, decisionsGuess(before));
    }

    static long[] readDecisions(ByteBuffer from, int[] before) {
        return read(from, before.length, decisionsGuess(before));
    }

    static void writeEvents(ByteBuffer to, long[] events, long[] decisions, int[] before) {
        write(to, events, new EventsGuess(decisions, before));
    }

    static long[] readEvents(ByteBuffer from, long[] decisions, int[] before) {
        return read(from, before.length, new EventsGuess(decisions, before));
    }

    private static Guess decisionsGuess(int[] before) {
        return (cell, known) -> {
            int up = before[cell];
            if (up < 0) {
                return cell == 0 ? 0 : known[cell - 1];
            }
            int corner = cell == 0 ? -1 : before[cell - 1];
            return corner < 0 || known[corner] == 0
                    ? known[up]
                    : known[up] * known[cell - 1] / known[corner];
        };
    }

    /**
     * By the rate of the same tail so far, else of all so far; asked once for each cell in turn.
     */
    private static final class EventsGuess implements Guess {
        private final long[] decisions;
        private final int[] before;
        private final long[] n;
        private final long[] x;
        private long allN;
        private long allX;

        EventsGuess(long[] decisions, int[] before) {
            this.decisions = decisions;
            this.before = before;
            this.n = new long[before.length];
            this.x = new long[before.length];
        }

        @Override
        public long of(int cell, long[] known) {
            if (cell > 0) {
                int last = cell - 1;
                int up = before[last];
                n[last] = decisions[last] + (up < 0 ? 0 : n[up]);
                x[last] = known[last] + (up < 0 ? 0 : x[up]);
                allN += decisions[last];
                allX += known[last];
            }
            int up = before[cell];
            if (up >= 0 && n[up] > 0) {
                return decisions[cell] * x[up] / n[up];
            }
            return allN == 0 ? 0 : decisions[cell] * allX / allN;
        }
    }

    private static void write(ByteBuffer to, long[] counts, Guess guess) {
        long[] off = new long[counts.length];
        for (int i = 0; i < off.length; i++) {
            off[i] = VarInts.unsigned(counts[i] - guess.of(i, counts));
        }
        PackedCounts.write(to, off);
    }

    private static long[] read(ByteBuffer from, int size, Guess guess) {
        long[] off = PackedCounts.read(from, size);
        long[] counts = new long[size];
        for (int i = 0; i < size; i++) {
            counts[i] = guess.of(i, counts) + VarInts.signed(off[i]);
        }
        return counts;
    }
}
