package dev.routesight.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.tally.Cell;
import dev.routesight.tally.CellKey;
import dev.routesight.tally.CohortCap;
import dev.routesight.tally.ExactSums;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallySum;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What of a window's cells thresholds are recommended by. */
class ScoredWindowsTest {
    private static final long START = 20_601 * ControlSettings.DAY;
    private static final long HORIZON = 1_800_000L;
    private static final ScoredWindows SCORED =
            new ScoredWindows(
                    ControlSettings.of(HORIZON, 10, "strong", 0.05), Set.of("query_shape"));

    private final Map<CellKey, Cell> cells = new HashMap<>();

    private Cell cell(long horizon, String cohort, int bin, String route, String assignment) {
        Cell cell = new Cell();
        cell.counts[TallyCount.DECISIONS.ordinal()] = 7;
        cells.put(new CellKey(horizon, cohort, "", bin, route, "", assignment, "", ""), cell);
        return cell;
    }

    private static PeriodBins bins(CohortNews news) {
        return PeriodBins.fromBytes(news.bins());
    }

    @Test
    void routesAndWhyTheyWereTakenAreToldApart() {
        cell(HORIZON, "{}", 3, "cheap", "policy");
        cell(HORIZON, "{}", 3, "cheap", "explore");
        cell(HORIZON, "{}", 3, "other", "forced");
        cell(HORIZON, "{}", 3, "strong", "forced");
        cell(HORIZON, "{}", 9, "strong", "policy").thresholds = new double[] {0.9};
        List<CohortNews> news = SCORED.of("query_shape", START, cells);
        assertThat(news).hasSize(1);
        PeriodBins bins = bins(news.get(0));
        assertThat(bins.get(Traffic.POLICY_CHEAP, 3, BinSum.DECISIONS)).isEqualTo(7);
        // not the reference: below the threshold
        assertThat(bins.get(Traffic.RANDOMISED_CHEAP, 3, BinSum.DECISIONS)).isEqualTo(14);
        assertThat(bins.get(Traffic.RANDOMISED_REFERENCE, 3, BinSum.DECISIONS)).isEqualTo(7);
        assertThat(bins.get(Traffic.POLICY_REFERENCE, 9, BinSum.DECISIONS)).isEqualTo(7);
        assertThat(bins.lastThreshold()).isEqualTo(0.9);
        assertThat(bins.periodStart()).isLessThanOrEqualTo(START);
    }

    @Test
    void otherHorizonsScorelessDecisionsAndWhoIsInTheRestSayNothing() {
        cell(120_000, "{}", 3, "cheap", "policy");
        assertThat(SCORED.of("query_shape", START, cells)).isEmpty();
        cell(HORIZON, CohortCap.OTHER, 3, "cheap", "policy");
        assertThat(SCORED.of("query_shape", START, cells)).isEmpty();
        cell(HORIZON, "{}", -1, "cheap", "policy");
        assertThat(bins(SCORED.of("query_shape", START, cells).get(0)).decisions(3)).isZero();
        assertThat(SCORED.of("language", START, cells)).isEmpty();
    }

    @Test
    void squaresOfAbsurdCostsStayWithinBoundsAndAddUp() {
        Cell dear = cell(HORIZON, "{}", 3, "cheap", "explore");
        for (int i = 0; i < 100; i++) {
            ExactSums.addSquare(dear.sums, TallySum.COST_USD_SQ, 50_000_000_000_000L);
        }
        PeriodBins bins = bins(SCORED.of("query_shape", START, cells).get(0));
        long once = bins.get(Traffic.RANDOMISED_CHEAP, 3, BinSum.COST_USD_SQ);
        bins.add(PeriodBins.fromBytes(bins.toBytes()));
        assertThat(once).isPositive();
        assertThat(bins.get(Traffic.RANDOMISED_CHEAP, 3, BinSum.COST_USD_SQ)).isEqualTo(once);
    }

    @Test
    void aWindowIsTakenIntoAPeriodOnce() {
        cell(HORIZON, "{}", 3, "cheap", "policy");
        byte[] window = SCORED.of("query_shape", START, cells).get(0).bins();
        PeriodPart part = PeriodPart.of(SCORED.settings(), SCORED.settings().periodStart(START));
        PeriodPart more = part.with(70, window).with(3, window);
        assertThat(List.of(part.has(70), more.has(70), more.has(3), more.has(69)))
                .containsExactly(false, true, true, false);
        assertThat(PeriodBins.fromBytes(more.bins()).decisions(3)).isEqualTo(14);
    }

    @Test
    void aDriftThatIsOverIsOverWhateverIsToldLast() {
        DriftSpan open = new DriftSpan("rejected on cheap", 5, Long.MAX_VALUE);
        DriftSpan over = new DriftSpan("rejected on cheap", 5, 9);
        for (DriftSpan span : List.of(open.with(over), over.with(open))) {
            assertThat(List.of(span.isOpenAt(4), span.isOpenAt(5), span.isOpenAt(9)))
                    .containsExactly(false, true, false);
        }
    }
}
