package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cohorts say becomes alerts, one for each cause as far as can be told. */
class AlertBookTest {
    private static final long HOUR = CohortRuleTest.HOUR;
    private static final long T = CohortRuleTest.MONDAY;

    private final AlertBook book = new AlertBook(CohortRuleTest.SETTINGS);
    private final List<OpenAlert> open = new ArrayList<>();

    private static CohortDrift said(
            String cohort, String state, long openedAt, long at, double excess, double ratio) {
        return new CohortDrift(
                "baseline",
                "",
                "",
                "rejected",
                "rise",
                "",
                cohort,
                "cheap",
                HOUR / 2,
                state,
                openedAt - 3 * HOUR / 2,
                openedAt - HOUR / 2,
                openedAt,
                at,
                openedAt - 4 * HOUR,
                null,
                null,
                0.1,
                0.1 * ratio,
                0.1,
                0.3,
                ratio,
                1,
                3,
                false,
                1000,
                100,
                excess,
                null,
                12,
                11,
                new String[0],
                new String[0],
                List.of());
    }

    private static String tenant(String name) {
        return "{\"tenant\":\"" + name + "\"}";
    }

    @Test
    void twoHundredCohortsOfABrokenModelAreOneAlert() {
        List<CohortDrift> all = new ArrayList<>();
        all.add(said("{}", "open", T, T, 1000, 1.2));
        all.add(said("{\"model\":\"m\"}", "open", T, T, 990, 2));
        for (int i = 0; i < 200; i++) {
            all.add(said(tenant("t" + i), "open", T, T, 5, 1.2));
        }
        List<DriftAlert> rows = book.advance(open, all, T);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).isOpen()).isTrue();
        assertThat(rows.get(0).head().cohort()).isEqualTo("{\"model\":\"m\"}");
        assertThat(rows.get(0).cohorts()).isEqualTo(202);
        assertThat(rows.get(0).covers()).hasSize(100);
        Collections.reverse(all);
        List<OpenAlert> others = new ArrayList<>();
        assertThat(book.advance(others, all, T).get(0))
                .usingRecursiveComparison()
                .isEqualTo(rows.get(0));
    }

    @Test
    void aCohortThatFollowsSoonJoinsAndOneThatFollowsMuchLaterIsAnAlertOfItsOwn() {
        String id = book.advance(open, List.of(said("{}", "open", T, T, 9, 2)), T).get(0).alertId();
        long soon = T + 20 * HOUR;
        List<DriftAlert> joined =
                book.advance(open, List.of(said(tenant("a"), "open", soon, soon, 5, 2)), soon);
        assertThat(joined).extracting(DriftAlert::alertId).containsExactly(id);
        assertThat(joined.get(0).cohorts()).isEqualTo(2);
        long late = T + 100 * HOUR;
        assertThat(book.advance(open, List.of(said(tenant("b"), "open", late, late, 5, 2)), late))
                .extracting(DriftAlert::alertId)
                .doesNotContain(id)
                .hasSize(1);
    }

    @Test
    void anAlertIsOverWhenAllItsCohortsAre() {
        book.advance(
                open,
                List.of(said("{}", "open", T, T, 9, 2), said(tenant("a"), "open", T, T, 5, 3)),
                T);
        long later = T + 5 * HOUR;
        assertThat(book.advance(open, List.of(said("{}", "recovered", T, later, 9, 2)), later))
                .extracting(DriftAlert::isOpen, row -> row.head().cohort())
                .containsExactly(tuple(true, tenant("a")));
        long end = later + HOUR;
        assertThat(book.advance(open, List.of(said(tenant("a"), "vanished", T, end, 5, 3)), end))
                .extracting(DriftAlert::resolution, DriftAlert::resolvedAt)
                .containsExactly(tuple("recovered", end));
        assertThat(open).isEmpty();
    }

    @Test
    void alertsThatTurnOutToBeOneAreMerged() {
        String first =
                book.advance(open, List.of(said(tenant("a"), "open", T, T, 9, 2)), T)
                        .get(0)
                        .alertId();
        long next = T + HOUR;
        String second =
                book.advance(open, List.of(said(tenant("b"), "open", next, next, 5, 3)), next)
                        .get(0)
                        .alertId();
        assertThat(second).isNotEqualTo(first);
        long both = next + HOUR;
        assertThat(book.advance(open, List.of(said("{}", "open", both, both, 20, 2)), both))
                .extracting(DriftAlert::alertId, DriftAlert::resolution, DriftAlert::mergedInto)
                .containsExactly(tuple(second, "merged", first), tuple(first, null, null));
        assertThat(open).hasSize(1);
    }

    @Test
    void whatIsSaidAgainChangesNothing() {
        List<CohortDrift> one = List.of(said("{}", "open", T, T, 9, 2));
        List<DriftAlert> rows = book.advance(open, one, T);
        assertThat(book.advance(open, one, T))
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactlyElementsOf(rows);
        assertThat(open).hasSize(1);
    }
}
