package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.Outcome;
import dev.routesight.event.Dimensions;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class OutcomeSumsTest {
    private static final TallySettings SETTINGS =
            new TallySettings(
                    List.of(
                            new Cut(List.of()),
                            new Cut(List.of("query_shape", "tenant")),
                            new Cut(List.of("language", "model"))),
                    1000,
                    10_000,
                    100,
                    Set.of(),
                    10,
                    1000,
                    false);

    /** A cut, the start of a window, a cell. */
    private record Place(int cut, long windowStart, CellKey key) {}

    @Property(tries = 50)
    void whatIsDrainedIsWhatEachCutAddsUpByItself(@ForAll long seed) {
        Random random = new Random(seed);
        OutcomeSums sums = new OutcomeSums(SETTINGS, BucketSettings.NONE);
        Map<Place, Cell> drained = new HashMap<>();
        Map<Place, Cell> expected = new HashMap<>();
        for (int i = 0; i < 200; i++) {
            Outcome outcome = outcome(random);
            assertThat(sums.add(outcome)).isEqualTo(SETTINGS.windowStart(outcome.decisionTs()));
            addEach(outcome, expected);
            if (random.nextInt(50) == 0) {
                drain(sums, drained);
            }
        }
        drain(sums, drained);
        assertThat(sums.held()).isZero();
        assertThat(drained.keySet()).isEqualTo(expected.keySet());
        expected.forEach(
                (place, cell) -> {
                    Cell found = drained.get(place);
                    assertThat(found.counts).as(place.toString()).isEqualTo(cell.counts);
                    assertThat(found.sums).as(place.toString()).isEqualTo(cell.sums);
                });
    }

    @Property
    void scoresAreQuantisedFromTheirShortestDecimalText(
            @ForAll @DoubleRange(min = 0, max = 1) double score, @ForAll boolean fewDigits) {
        double given = fewDigits ? Math.round(score * 10_000) / 10_000.0 : score;
        long[] terms = ExactSums.create();
        long nanos =
                BigDecimal.valueOf(given)
                        .setScale(9, RoundingMode.HALF_EVEN)
                        .unscaledValue()
                        .longValueExact();
        ExactSums.add(terms, TallySum.SCORE, nanos);
        Cell cell = new Cell();
        cell.add(outcome(new Random(1), given));
        assertThat(ExactSums.valueOf(cell.sums, TallySum.SCORE))
                .isEqualTo(ExactSums.valueOf(terms, TallySum.SCORE));
    }

    private static void drain(OutcomeSums sums, Map<Place, Cell> into) {
        List<Partial> parts = new ArrayList<>();
        sums.drain(parts::add, part -> assertThat(part).isNull());
        for (Partial part : parts) {
            into.computeIfAbsent(
                            new Place(part.cut(), part.windowStart(), part.key()), p -> new Cell())
                    .add(part.cell());
        }
    }

    private static void addEach(Outcome o, Map<Place, Cell> into) {
        for (int cut = 0; cut < SETTINGS.cuts().size(); cut++) {
            CellKey key =
                    new CellKey(
                            o.horizonMillis(),
                            SETTINGS.cuts().get(cut).cohortOf(o.dimensions()),
                            o.queryShape(),
                            SETTINGS.binOf(o.score()),
                            o.route(),
                            o.routerVersion(),
                            o.assignment(),
                            o.experiment(),
                            o.arm());
            into.computeIfAbsent(
                            new Place(cut, SETTINGS.windowStart(o.decisionTs()), key),
                            p -> new Cell())
                    .add(o);
        }
    }

    private static Outcome outcome(Random random) {
        return outcome(random, random.nextBoolean() ? null : random.nextDouble());
    }

    private static Outcome outcome(Random random, Double score) {
        return new Outcome(
                "s",
                "d",
                random.nextInt(3000),
                random.nextBoolean() ? 120_000 : 1_800_000,
                0,
                new Dimensions(
                        random.nextBoolean() ? "cheap" : "strong",
                        "m" + random.nextInt(2),
                        "v1",
                        random.nextBoolean() ? "policy" : "explore",
                        "",
                        "",
                        random.nextBoolean() ? "code" : "",
                        random.nextBoolean() ? "de" : "en",
                        random.nextBoolean() ? null : Map.of("tenant", "t" + random.nextInt(2))),
                score,
                null,
                random.nextInt(30),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(1 << 11),
                random.nextBoolean(),
                random.nextInt(5000) - 1,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(1_000_000_000) - 1,
                random.nextInt(1_000_000),
                random.nextBoolean() ? null : (long) random.nextInt(1_000_000_000),
                random.nextBoolean() ? null : (long) random.nextInt(1_000_000_000),
                0,
                random.nextBoolean(),
                true,
                null,
                null,
                null,
                null,
                null);
    }
}
