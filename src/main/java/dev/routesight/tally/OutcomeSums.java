package dev.routesight.tally;

import dev.routesight.attribution.Outcome;
import dev.routesight.event.CandidatePolicy;
import dev.routesight.event.LongByHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Adds up outcomes in memory, once each however many cuts there are: by all that some cut tells
 * apart. What is drained is added up by the finest cells of each cut and window.
 */
public final class OutcomeSums {
    /** Values that tell the cells of every cut apart. */
    private static final int ALWAYS = 6;

    private static final int OUTCOMES_A_GROUP = 10;

    /** What they keep room for is bounded too: buckets, and {@link Cell#FEW_UNITS}. */
    private static final int MOST_SPARE = 1_000;

    private final TallySettings settings;
    private final BucketSettings bucketing;
    private final String[] dimensions;

    private final Map<Alike, Sum> sums = new HashMap<>();

    /** Emptied ones, for the room that they have. */
    private final Deque<Sum> spare = new ArrayDeque<>();

    private int outcomes;

    /** To bring the units of cells together in. */
    private final LongByHash room = new LongByHash();

    public OutcomeSums(TallySettings settings, BucketSettings bucketing) {
        this.settings = settings;
        this.bucketing = bucketing;
        Set<String> all = new LinkedHashSet<>();
        settings.cuts().forEach(cut -> all.addAll(cut.dimensions()));
        this.dimensions = all.toArray(new String[0]);
    }

    /** Outcomes that no cut tells apart. */
    private record Alike(long windowStart, long horizonMillis, int scoreBin, String[] values) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Alike that
                    && windowStart == that.windowStart
                    && horizonMillis == that.horizonMillis
                    && scoreBin == that.scoreBin
                    && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            int hash = Arrays.hashCode(values);
            hash = 31 * hash + Long.hashCode(windowStart);
            return 31 * (31 * hash + Long.hashCode(horizonMillis)) + scoreBin;
        }
    }

    /**
     * The cell of outcomes that are alike, and one of them; by bucket of the unit too, and what
     * candidate policies make of them, each null where it is not wanted.
     */
    private static final class Sum implements CandidateSum.Rows {
        private Outcome one;
        private final Cell cell = new Cell();
        private final Bucketed buckets;
        private Map<CandidateRoute, Bucketed> candidates;

        Sum(boolean bucketed) {
            this.buckets = bucketed ? new Bucketed() : null;
        }

        @Override
        public Bucketed of(String policy, String route) {
            if (candidates == null) {
                candidates = new HashMap<>();
            }
            return candidates.computeIfAbsent(
                    new CandidateRoute(policy, route), key -> new Bucketed());
        }

        void empty() {
            one = null;
            cell.empty();
            if (buckets != null) {
                buckets.empty();
            }
            candidates = null; // the next ones may take other routes
        }
    }

    /** A route that a candidate policy may take. */
    private record CandidateRoute(String policy, String route) {}

    /** A finest cell of a cut and day. */
    private record DayPlace(long day, BucketKey key) {}

    /** A finest cell of a cut and window. */
    private record Place(long windowStart, CellKey key) {}

    /** Adds one; returns the start of its window. */
    public long add(Outcome outcome) {
        String[] values = new String[ALWAYS + dimensions.length];
        values[0] = outcome.queryShape();
        values[1] = outcome.route();
        values[2] = outcome.routerVersion();
        values[3] = outcome.assignment();
        values[4] = outcome.experiment();
        values[5] = outcome.arm();
        for (int i = 0; i < dimensions.length; i++) {
            values[ALWAYS + i] = Cut.valueOf(dimensions[i], outcome.dimensions());
        }
        long windowStart = settings.windowStart(outcome.decisionTs());
        Alike alike =
                new Alike(
                        windowStart,
                        outcome.horizonMillis(),
                        settings.binOf(outcome.score()),
                        values);
        Sum sum = sums.get(alike);
        if (sum == null) {
            sum = spare.isEmpty() ? new Sum(bucketing.cuts() > 0) : spare.pop();
            sum.one = outcome;
            sums.put(alike, sum);
        }
        sum.cell.add(outcome);
        if (sum.buckets != null) {
            BucketSum.add(sum.buckets, outcome);
            addCandidates(sum, outcome);
        }
        outcomes++;
        return windowStart;
    }

    private void addCandidates(Sum sum, Outcome outcome) {
        if (outcome.candidates() == null || bucketing.candidates().isEmpty()) {
            return;
        }
        boolean weighable = CandidateSum.isWeighable(outcome);
        for (CandidatePolicy candidate : outcome.candidates()) {
            if (bucketing.candidates().contains(candidate.policy())) {
                if (weighable) {
                    CandidateSum.add(outcome, candidate, sum);
                } else if (outcome.root()) {
                    CandidateSum.addMissing(outcome, candidate, sum);
                }
            }
        }
    }

    /** How much is held, in groups: many outcomes of a few groups hold memory too. */
    public int held() {
        return Math.max(sums.size(), outcomes / OUTCOMES_A_GROUP);
    }

    /** Gives all that is held, and forgets it. */
    public void drain(Consumer<Partial> out, Consumer<BucketPart> bucketsOut) {
        for (int cut = 0; cut < bucketing.cuts(); cut++) {
            drainBuckets(cut, bucketsOut);
        }
        for (int cut = 0; cut < settings.cuts().size(); cut++) {
            Map<Place, List<Cell>> cells = new HashMap<>();
            for (Sum sum : sums.values()) {
                cells.computeIfAbsent(placeOf(sum.one, cut), place -> new ArrayList<>(4))
                        .add(sum.cell);
            }
            int index = cut;
            cells.forEach(
                    (place, parts) -> {
                        Cell cell = Cell.of(parts, room);
                        out.accept(
                                new Partial(
                                        index, place.windowStart(), place.key(), cell, null, null));
                    });
        }
        forget();
    }

    private void forget() {
        for (Sum sum : sums.values()) {
            if (spare.size() < MOST_SPARE) {
                sum.empty();
                spare.push(sum);
            }
        }
        sums.clear();
        outcomes = 0;
    }

    private void drainBuckets(int cut, Consumer<BucketPart> out) {
        Map<DayPlace, List<Bucketed>> parts = new HashMap<>();
        for (Sum sum : sums.values()) {
            long day = Retained.dayOf(sum.one.decisionTs());
            CellKey cell = placeOf(sum.one, cut).key();
            addPart(parts, new DayPlace(day, new BucketKey(cell, "", "")), sum.buckets);
            if (sum.candidates != null) {
                sum.candidates.forEach(
                        (to, values) -> {
                            BucketKey key = new BucketKey(cell, to.policy(), to.route());
                            addPart(parts, new DayPlace(day, key), values);
                        });
            }
        }
        parts.forEach(
                (place, several) -> {
                    BucketKey key = place.key();
                    Bucketed values = Bucketed.of(several, key.counts(), key.length());
                    out.accept(new BucketPart(cut, place.day(), key, values));
                });
    }

    private static void addPart(
            Map<DayPlace, List<Bucketed>> parts, DayPlace place, Bucketed values) {
        parts.computeIfAbsent(place, key -> new ArrayList<>(4)).add(values);
    }

    private Place placeOf(Outcome outcome, int cut) {
        return new Place(
                settings.windowStart(outcome.decisionTs()),
                new CellKey(
                        outcome.horizonMillis(),
                        settings.cuts().get(cut).cohortOf(outcome.dimensions()),
                        outcome.queryShape(),
                        settings.binOf(outcome.score()),
                        outcome.route(),
                        outcome.routerVersion(),
                        outcome.assignment(),
                        outcome.experiment(),
                        outcome.arm()));
    }
}
