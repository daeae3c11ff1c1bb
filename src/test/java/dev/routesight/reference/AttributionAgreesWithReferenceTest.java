package dev.routesight.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.AttributionSettings;
import dev.routesight.attribution.SignalKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class AttributionAgreesWithReferenceTest {
    private static final int SEEDS = 2_000;

    @Test
    void sameRowsAndPlacesWithTheDefaultIdleLimit() {
        agree(settings(Duration.ofMinutes(30)));
    }

    @Test
    void sameRowsAndPlacesWhenSilenceIsShorterThanTheLargestHorizon() {
        agree(settings(Duration.ofMinutes(5)));
    }

    @Test
    void sameRowsAndPlacesWhenSessionsExceedTheirLimits() {
        agree(settings(Duration.ofMinutes(5), 12, 3));
    }

    private static void agree(AttributionSettings settings) {
        int rows = 0;
        int disagreeing = 0;
        StringBuilder found = new StringBuilder();
        for (long seed = 0; seed < SEEDS; seed++) {
            List<String> soup =
                    EventSoup.lines(
                            seed,
                            settings.idleMillis(),
                            settings.lifeGap(),
                            settings.largestHorizon());
            rows += new Reference(soup, settings).rows.size();
            if (!difference(soup, settings, seed).isEmpty() && ++disagreeing <= 12) {
                List<String> least = shrink(soup, settings, seed);
                found.append("seed ").append(seed).append('\n');
                found.append(String.join("\n", least)).append('\n');
                found.append(difference(least, settings, seed)).append('\n');
            }
        }
        assertThat(rows).isGreaterThan(SEEDS);
        assertThat(found.toString()).as(disagreeing + " soups disagree").isEmpty();
    }

    private static String difference(List<String> soup, AttributionSettings settings, long seed) {
        Reference expected = new Reference(soup, settings);
        AttributedLines actual = new AttributedLines(soup, settings, seed);
        List<String> wanted = sorted(expected.rows);
        List<String> given = sorted(actual.rows);
        StringBuilder difference = new StringBuilder();
        wanted.stream()
                .filter(row -> !given.contains(row))
                .forEach(row -> difference.append("  expected ").append(row).append('\n'));
        given.stream()
                .filter(row -> !wanted.contains(row))
                .forEach(row -> difference.append("  but was  ").append(row).append('\n'));
        if (wanted.size() != given.size()) {
            difference.append("  rows: ").append(wanted.size() + " and " + given.size() + "\n");
        }
        differ("joins", expected.joins, actual.joins, difference);
        differ("orphans", expected.orphans, actual.orphans, difference);
        if (!expected.places.equals(actual.places)) {
            difference.append("  places ").append(expected.places + " but was " + actual.places);
        }
        return difference.toString();
    }

    private static void differ(
            String what, List<String> expected, List<String> actual, StringBuilder difference) {
        List<String> wanted = expected.stream().sorted().toList();
        List<String> given = actual.stream().sorted().toList();
        if (!wanted.equals(given)) {
            difference.append("  " + what + " ").append(wanted + " but was " + given + "\n");
        }
    }

    private static List<String> shrink(List<String> soup, AttributionSettings settings, long seed) {
        List<String> least = new ArrayList<>(soup);
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (int i = least.size() - 1; i >= 0; i--) {
                List<String> without = new ArrayList<>(least);
                without.remove(i);
                if (!difference(without, settings, seed).isEmpty()) {
                    least = without;
                    smaller = true;
                }
            }
        }
        return least;
    }

    private static List<String> sorted(List<Row> rows) {
        return rows.stream().map(Row::toString).sorted(Comparator.naturalOrder()).toList();
    }

    private static AttributionSettings settings(Duration idle) {
        return settings(idle, 10_000, 10_000);
    }

    private static AttributionSettings settings(Duration idle, int maxEvents, int maxDecisions) {
        int rejected = 0;
        for (SignalKind kind : SignalKind.values()) {
            if (new TreeSet<>(
                            List.of(
                                    "regeneration",
                                    "edit",
                                    "rephrase",
                                    "correction",
                                    "abandonment",
                                    "handoff",
                                    "thumbs_down"))
                    .contains(kind.label())) {
                rejected |= kind.bit();
            }
        }
        return new AttributionSettings(
                new long[] {120_000, 1_800_000},
                idle.toMillis(),
                30_000,
                Duration.ofDays(7).toMillis(),
                maxEvents,
                maxDecisions,
                rejected,
                false);
    }
}
