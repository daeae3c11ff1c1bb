package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How the streams of one cohort are kept as bytes. They count the same decisions, so the names of
 * the strata and the decisions learnt in each stand there once, and so do the decisions of the day
 * that is under way; each stream adds its events. Of the day under way only the sum of the events
 * is kept: evidence needs no more. Strata that were not learnt give no evidence and are left out.
 *
 * @param streams in a fixed order
 * @param cells what any of them has learnt
 * @param learnt the part of the bytes that is of learnt counts
 * @param settled whether that part stays as it is, because none learns any more
 */
record StreamBytes(List<StreamState> streams, Cells cells, byte[] learnt, boolean settled) {
    private static final byte NOTHING = 0;
    private static final byte OWN = 1;
    private static final byte SAME = 2;

    static StreamBytes of(List<StreamState> streams) {
        Set<Cells.Cell> all = new HashSet<>();
        streams.forEach(stream -> all.addAll(stream.learnt.cells()));
        Cells cells = Cells.of(all);
        int counts = 1 + 2 * PackedCounts.most(cells.size());
        ByteBuffer to = ByteBuffer.allocate(cells.most() + streams.size() * counts);
        cells.write(to);
        int[] before = cells.before();
        long[] shared = null;
        for (StreamState stream : streams) {
            long[] decisions =
                    cells.cells().stream().mapToLong(c -> stream.learnt.get(c).n()).toArray();
            boolean same = Arrays.equals(decisions, shared);
            to.put(same ? SAME : OWN);
            if (!same) {
                Guesses.writeDecisions(to, decisions, before);
            }
            shared = shared == null ? decisions : shared;
            long[] events =
                    cells.cells().stream().mapToLong(c -> stream.learnt.get(c).x()).toArray();
            Guesses.writeEvents(to, events, decisions, before);
        }
        byte[] part = Arrays.copyOf(to.array(), to.position());
        return new StreamBytes(List.copyOf(streams), cells, part, settled(streams));
    }

    private static boolean settled(List<StreamState> streams) {
        return streams.stream().noneMatch(StreamState::isLearning);
    }

    /** Whether these are the bytes of the same streams and stay so. */
    boolean stayFor(List<StreamState> now) {
        return settled && now.equals(streams);
    }

    /** At most so many bytes are written. */
    int most() {
        int most = learnt.length;
        for (StreamState stream : streams) {
            most += stream.most() + 40 + PackedCounts.most(cells.size());
        }
        return most;
    }

    /** Windows are told by how far they lie before a base. */
    void write(ByteBuffer to, int base) {
        to.put(learnt);
        long[] shared = null;
        for (StreamState stream : streams) {
            stream.write(to, base);
            shared = writeGrowing(to, stream.growing, base, shared);
        }
    }

    static StreamBytes read(ByteBuffer from, int streams, int base) {
        int start = from.position();
        Cells cells = Cells.read(from);
        int[] before = cells.before();
        List<LearntCounts> learnt = new ArrayList<>();
        long[] shared = null;
        for (int i = 0; i < streams; i++) {
            long[] decisions = from.get() == SAME ? shared : Guesses.readDecisions(from, before);
            shared = shared == null ? decisions : shared;
            long[] events = Guesses.readEvents(from, decisions, before);
            LearntCounts counts = new LearntCounts();
            for (int c = 0; c < cells.size(); c++) {
                if (decisions[c] > 0) {
                    counts.put(cells.cells().get(c), new RateCount(decisions[c], events[c]));
                }
            }
            learnt.add(counts);
        }
        byte[] part = Arrays.copyOfRange(from.array(), start, from.position());
        List<StreamState> read = new ArrayList<>();
        shared = null;
        for (LearntCounts counts : learnt) {
            StreamState stream = StreamState.read(from, base, counts);
            shared = readGrowing(from, stream, cells, base, shared);
            read.add(stream);
        }
        return new StreamBytes(List.copyOf(read), cells, part, settled(read));
    }

    private long[] writeGrowing(ByteBuffer to, Block growing, int base, long[] shared) {
        if (growing == null) {
            to.put(NOTHING);
            return shared;
        }
        List<String> strata = strata(cells, growing.season());
        long[] decisions = new long[strata.size()];
        long events = 0;
        for (StratumTally tally : growing.strata()) {
            int at = strata.indexOf(tally.stratum());
            if (at >= 0) {
                decisions[at] += tally.decisions();
                events += tally.events();
            }
        }
        boolean same = Arrays.equals(decisions, shared);
        to.put(same ? SAME : OWN);
        VarInts.put(to, growing.season());
        VarInts.putSigned(to, (long) base - growing.window());
        VarInts.putSigned(to, growing.cycle());
        VarInts.put(to, events);
        if (!same) {
            // the parts of the day that are to come have no decisions yet
            int last = decisions.length;
            while (last > 0 && decisions[last - 1] == 0) {
                last--;
            }
            VarInts.put(to, last);
            PackedCounts.write(to, Arrays.copyOf(decisions, last));
        }
        return shared == null ? decisions : shared;
    }

    private static long[] readGrowing(
            ByteBuffer from, StreamState stream, Cells cells, int base, long[] shared) {
        byte how = from.get();
        if (how == NOTHING) {
            return shared;
        }
        int season = (int) VarInts.get(from);
        int window = (int) (base - VarInts.getSigned(from));
        int cycle = (int) VarInts.getSigned(from);
        List<String> strata = strata(cells, season);
        long events = VarInts.get(from);
        long[] decisions = shared;
        if (how == OWN) {
            long[] told = PackedCounts.read(from, (int) VarInts.get(from));
            decisions = Arrays.copyOf(told, strata.size());
        }
        List<StratumTally> tallies = new ArrayList<>();
        for (int i = 0; i < decisions.length; i++) {
            // any split of the sum will do
            long part = Math.min(events, decisions[i]);
            events -= part;
            if (decisions[i] > 0) {
                tallies.add(StratumTally.of(strata.get(i), decisions[i], part));
            }
        }
        tallies.sort(Comparator.comparing(StratumTally::stratum));
        stream.growing = new Block(window, cycle, season, true, tallies);
        return shared == null ? decisions : shared;
    }

    private static List<String> strata(Cells cells, int season) {
        return cells.cells().stream()
                .filter(cell -> cell.season() == season)
                .map(Cells.Cell::stratum)
                .toList();
    }
}
