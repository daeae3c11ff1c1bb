package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.OUT_OF_ORDERNESS;
import static dev.routesight.functions.testing.Settings.attribution;
import static dev.routesight.functions.testing.Settings.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.Place;
import dev.routesight.event.Decoded;
import dev.routesight.event.EventType;
import dev.routesight.functions.testing.HarnessGraph;
import dev.routesight.functions.testing.Soup;
import dev.routesight.functions.testing.Written;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** What holds for the graph whatever comes in, and however. */
class GraphPropertiesTest {
    private static final int MAX_COHORTS = 3;
    private static final int MAX_EVENTS = 60;

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void everyEventReadIsInOnePlaceAtEveryMomentEvenWhenManyAreLate(
            @ForAll long seed, @ForAll boolean disordered) throws Exception {
        Soup soup = new Soup(seed);
        Random random = new Random(seed);
        Written written = new Written();
        // four hours of disorder, of which half a minute is allowed
        List<Decoded> arriving = soup.arriving(seed, disordered ? 4 * 3_600_000L : 0);
        try (HarnessGraph graph =
                new HarnessGraph(attribution(20), tally(false, MAX_COHORTS), 2, written)) {
            long latest = Long.MIN_VALUE / 2;
            for (Decoded decoded : arriving) {
                graph.read(decoded);
                latest = Math.max(latest, clock(decoded));
                if (random.nextInt(3) == 0) {
                    graph.watermark(latest - OUT_OF_ORDERNESS - 1);
                }
                graph.flush();
                assertThat(written.lost()).as(written.places.toString()).isZero();
                assertThat(written.place(Place.PENDING)).isNotNegative();
            }
            graph.end();
            assertThat(graph.keyedEntries()).isZero();
            assertThat(graph.timers()).isZero();
        }
        assertThat(written.place(Place.EVENTS_READ)).isEqualTo(soup.size());
        assertThat(written.lost()).isZero();
        assertThat(written.place(Place.PENDING)).isZero();
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void theOrderOfArrivalWithinTheOutOfOrdernessChangesNoFinalRow(@ForAll long seed)
            throws Exception {
        Soup soup = new Soup(seed);
        List<String> inOrder = streamed(soup.arriving(0, 0), seed, 1);
        assertThat(streamed(soup.arriving(seed + 1, OUT_OF_ORDERNESS), seed + 1, 3))
                .containsExactlyElementsOf(inOrder);
    }

    @Test
    void soupsAreToldOfThresholdsToo() throws Exception {
        Written written = new Written();
        for (long seed = 0; seed < 6; seed++) {
            streamed(new Soup(seed).arriving(seed, 0), seed, 1, written);
        }
        assertThat(written.thresholds.values())
                .isNotEmpty()
                .allMatch(row -> row.text().contains("status=unidentifiable")); // so few they are
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void batchGivesTheRowsOfStreaming(@ForAll long seed) throws Exception {
        Soup soup = new Soup(seed);
        Written written = new Written();
        try (HarnessGraph graph =
                new HarnessGraph(attribution(MAX_EVENTS), tally(true, MAX_COHORTS), 2, written)) {
            soup.arriving(seed, Long.MAX_VALUE / 4).forEach(graph::read);
            graph.end();
        }
        assertThat(written.lost()).isZero();
        assertThat(written.shown).allMatch(row -> row.isFinal());
        assertThat(streamed(soup.arriving(seed, OUT_OF_ORDERNESS), seed, 2))
                .containsExactlyElementsOf(written.finalRows());
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void aRestoreAtAnyMomentAndParallelismGivesTheSameRowsAndPlaces(@ForAll long seed)
            throws Exception {
        Soup soup = new Soup(seed);
        Random random = new Random(seed);
        List<Decoded> arriving = soup.arriving(seed, OUT_OF_ORDERNESS);
        int moment = random.nextInt(arriving.size());
        int crash = moment + random.nextInt(arriving.size() - moment);
        Written written = new Written();
        Map<String, List<OperatorSubtaskState>> kept;
        long latest = Long.MIN_VALUE / 2;
        try (HarnessGraph first = graph(1 + random.nextInt(3), written, Map.of())) {
            latest = feed(first, arriving.subList(0, moment), latest, random);
            kept = first.snapshot();
            feed(first, arriving.subList(moment, crash), latest, random); // shown, then lost
        }
        Written again = new Written();
        try (HarnessGraph second = graph(1 + random.nextInt(3), again, kept)) {
            feed(second, arriving.subList(moment, arriving.size()), latest, random);
            second.end();
            assertThat(second.keyedEntries()).isZero();
            assertThat(second.timers()).isZero();
        }
        again.tallies.forEach((key, row) -> written.tallies.merge(key, row, Written::guarded));
        again.buckets.forEach((key, row) -> written.buckets.merge(key, row, Written::guarded));
        again.judgements.forEach((k, row) -> written.judgements.merge(k, row, Written::guarded));
        again.retention.forEach((k, row) -> written.retention.merge(k, row, Written::guarded));
        again.thresholds.forEach(
                (key, row) -> written.thresholds.merge(key, row, Written::guarded));
        again.units.forEach((key, row) -> written.units.merge(key, row, Written::guarded));
        written.places.putAll(again.places);
        Written uninterrupted = new Written();
        try (HarnessGraph graph = graph(1, uninterrupted, Map.of())) {
            feed(graph, arriving, Long.MIN_VALUE / 2, random);
            graph.end();
        }
        assertThat(written.places).isEqualTo(uninterrupted.places);
        assertThat(written.finalTallies()).containsExactlyElementsOf(uninterrupted.finalTallies());
    }

    private static HarnessGraph graph(
            int parallelism, Written into, Map<String, List<OperatorSubtaskState>> restored)
            throws Exception {
        return new HarnessGraph(
                attribution(MAX_EVENTS), tally(false, MAX_COHORTS), parallelism, into, restored);
    }

    private static long feed(HarnessGraph graph, List<Decoded> arriving, long from, Random random)
            throws Exception {
        long latest = from;
        for (Decoded decoded : arriving) {
            graph.read(decoded);
            latest = Math.max(latest, clock(decoded));
            if (random.nextInt(3) == 0) {
                graph.watermark(latest - OUT_OF_ORDERNESS - 1);
            }
        }
        return latest;
    }

    private static List<String> streamed(List<Decoded> arriving, long seed, int parallelism)
            throws Exception {
        Written written = new Written();
        streamed(arriving, seed, parallelism, written);
        assertThat(written.place(Place.LATE)).isZero();
        return written.finalRows();
    }

    private static void streamed(
            List<Decoded> arriving, long seed, int parallelism, Written written) throws Exception {
        try (HarnessGraph graph = graph(parallelism, written, Map.of())) {
            feed(graph, arriving, Long.MIN_VALUE / 2, new Random(seed));
            graph.end();
        }
    }

    private static long clock(Decoded decoded) {
        boolean moves = decoded.event() != null && decoded.event().type() != EventType.EVAL;
        return moves ? decoded.event().ts() : Long.MIN_VALUE / 2;
    }
}
