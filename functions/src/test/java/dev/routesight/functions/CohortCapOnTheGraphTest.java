package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static dev.routesight.functions.testing.Settings.tally;
import static dev.routesight.functions.testing.Tallying.decisions;
import static dev.routesight.functions.testing.Tallying.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.functions.testing.Tallying;
import dev.routesight.tally.CohortCap;
import dev.routesight.tally.Partial;
import dev.routesight.tally.TallyRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The cap on cohorts, whatever the order and the grouping of what is added up. */
class CohortCapOnTheGraphTest {
    private static final int PLACES = 4;
    private static final String ALWAYS = tenant("t0");

    @Property(tries = 15, shrinking = ShrinkingMode.OFF)
    void finalRowsDependNeitherOnOrderNorOnGroupingAndNothingIsLostInTheOthers(@ForAll long seed)
            throws Exception {
        Random random = new Random(seed);
        List<String> tenants = new ArrayList<>();
        Map<String, Long> exact = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            String tenant = "t" + random.nextInt(15);
            tenants.add(tenant);
            exact.merge(tenant(tenant), 1L, Long::sum);
        }
        Map<String, Long> expected = finals(tenants, seed, false);
        for (int round = 0; round < 2; round++) {
            Collections.shuffle(tenants, random);
            assertThat(finals(tenants, seed + round, false)).isEqualTo(expected);
        }
        assertThat(finals(tenants, seed, true)).isEqualTo(expected);
        assertThat(expected.values().stream().mapToLong(n -> n).sum()).isEqualTo(60);
        assertThat(expected.size()).isLessThanOrEqualTo(PLACES + 2);
        assertThat(expected.get(ALWAYS)).isEqualTo(exact.get(ALWAYS));
        expected.forEach(
                (cohort, n) -> {
                    if (!cohort.equals(CohortCap.OTHER)) {
                        assertThat(n).isEqualTo(exact.get(cohort));
                    }
                });
    }

    /** Decisions by cohort as the guarded table keeps them in the end. */
    private static Map<String, Long> finals(List<String> tenants, long seed, boolean batch)
            throws Exception {
        Random random = new Random(seed);
        try (Tallying tallying = new Tallying(tally(batch, PLACES, ALWAYS), null)) {
            long time = BEGINNING;
            tallying.watermark(time);
            for (int at = 0; at < tenants.size(); ) {
                Partial group = Tallying.outcome(BEGINNING, tenants.get(at++), 2 * MINUTE);
                while (at < tenants.size()
                        && tenants.get(at).equals(tenants.get(at - 1))
                        && random.nextBoolean()) {
                    group.cell()
                            .add(Tallying.outcome(BEGINNING, tenants.get(at++), 2 * MINUTE).cell());
                }
                tallying.takes(group);
                if (!batch && random.nextInt(3) == 0) {
                    time += MINUTE;
                    tallying.watermark(Math.min(time, BEGINNING + HOUR));
                }
            }
            tallying.ends(BEGINNING + 30 * DAY);
            return kept(tallying.cohortRows, batch);
        }
    }

    private static Map<String, Long> kept(List<TallyRow> rows, boolean batch) {
        Map<String, Long> shown = new HashMap<>();
        Map<String, TallyRow> finals = new HashMap<>();
        for (TallyRow row : rows) {
            shown.put(row.cohort(), decisions(row));
            if (row.isFinal()) {
                // a key has one final row: a tombstone hides no other
                assertThat(finals.put(row.cohort(), row)).isNull();
            } else {
                assertThat(finals).doesNotContainKey(row.cohort());
            }
        }
        assertThat(finals.keySet()).isEqualTo(shown.keySet()); // nothing stays provisional
        Map<String, Long> found = new TreeMap<>();
        finals.forEach((cohort, row) -> found.put(cohort, decisions(row)));
        if (batch) {
            assertThat(found.values()).doesNotContain(0L);
        }
        found.values().removeIf(n -> n == 0);
        return found;
    }
}
