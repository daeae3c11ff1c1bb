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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Cells merged in any way against plain sums over the outcomes. */
class CellTest {

    @Property(tries = 200)
    void mergedCellsHoldWhatTheOutcomesSumTo(@ForAll long seed) {
        Random random = new Random(seed);
        List<Outcome> outcomes = new ArrayList<>();
        List<Cell> cells = new ArrayList<>();
        for (int i = random.nextInt(30); i >= 0; i--) {
            Outcome outcome = outcome(random);
            outcomes.add(outcome);
            if (cells.isEmpty() || random.nextInt(3) == 0) {
                cells.add(new Cell());
            }
            cells.get(random.nextInt(cells.size())).add(outcome);
        }
        while (cells.size() > 1) {
            Cell other = cells.remove(random.nextInt(cells.size()));
            cells.get(random.nextInt(cells.size())).add(other);
        }
        check(cells.get(0), outcomes);
    }

    @Test
    void anEmptiedCellKeepsRoomForFewUnitsOnly() {
        assertThat(emptiedOf(Cell.FEW_UNITS).units.hashes).hasSizeGreaterThanOrEqualTo(256);
        assertThat(emptiedOf(Cell.FEW_UNITS + 1).units.hashes).isEmpty();
    }

    private static Cell emptiedOf(int units) {
        Cell cell = new Cell();
        for (int i = 0; i < units; i++) {
            cell.units.put(i, 1);
        }
        cell.empty();
        assertThat(cell.units.size).isZero();
        return cell;
    }

    private static void check(Cell cell, List<Outcome> outcomes) {
        long[] counts = cell.counts;
        BigDecimal[] sums = cell.sumsInUnits();
        assertThat(counts[TallyCount.DECISIONS.ordinal()]).isEqualTo(outcomes.size());
        assertThat(counts[TallyCount.REJECTED.ordinal()])
                .isEqualTo(outcomes.stream().filter(Outcome::rejected).count());
        assertThat(counts[TallyCount.CORRECTION.ordinal()])
                .isEqualTo(outcomes.stream().filter(o -> (o.signals() & 1 << 4) != 0).count());
        assertThat(counts[TallyCount.WITH_COST.ordinal()])
                .isEqualTo(outcomes.stream().filter(o -> o.costNanos() != null).count());
        BigDecimal cost = BigDecimal.ZERO;
        BigDecimal costSq = BigDecimal.ZERO;
        BigDecimal score = BigDecimal.ZERO;
        BigDecimal extra = BigDecimal.ZERO;
        Map<Long, long[]> units = new HashMap<>();
        for (Outcome o : outcomes) {
            BigDecimal usd =
                    o.costNanos() == null ? BigDecimal.ZERO : BigDecimal.valueOf(o.costNanos(), 9);
            cost = cost.add(usd);
            costSq = costSq.add(usd.multiply(usd).setScale(9, RoundingMode.HALF_EVEN));
            extra = extra.add(o.root() ? BigDecimal.ZERO : usd);
            score = score.add(new BigDecimal(o.score().toString()));
            long[] unit = units.computeIfAbsent(o.unit(), u -> new long[2]);
            unit[0]++;
            unit[1] += o.rejected() ? 1 : 0;
        }
        assertThat(sums[TallySum.COST_USD.ordinal()]).isEqualByComparingTo(cost);
        assertThat(sums[TallySum.COST_USD_SQ.ordinal()]).isEqualByComparingTo(costSq);
        assertThat(sums[TallySum.EXTRA_COST_USD.ordinal()]).isEqualByComparingTo(extra);
        assertThat(sums[TallySum.SCORE.ordinal()]).isEqualByComparingTo(score);
        long nx = units.values().stream().mapToLong(u -> u[0] * u[1]).sum();
        long nn = units.values().stream().mapToLong(u -> u[0] * u[0]).sum();
        assertThat(counts[TallyCount.UNITS.ordinal()]).isEqualTo(units.size());
        assertThat(counts[TallyCount.UNIT_DECISIONS_SQ.ordinal()]).isEqualTo(nn);
        assertThat(counts[TallyCount.UNIT_DECISIONS_REJECTED.ordinal()]).isEqualTo(nx);
    }

    private static Outcome outcome(Random random) {
        return new Outcome(
                "s",
                "d",
                0,
                120_000,
                0,
                new Dimensions("cheap", "", "", "policy", "", "", "", "", null),
                random.nextInt(100) / 100.0,
                null,
                random.nextInt(4),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(1 << 11),
                random.nextBoolean(),
                random.nextInt(1000),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextInt(1_000_000_000),
                random.nextInt(1_000_000),
                random.nextBoolean() ? null : random.nextLong(50_000_000_000_000L),
                random.nextBoolean() ? null : random.nextLong(1_000_000_000L),
                random.nextInt(1000),
                random.nextBoolean(),
                true,
                null,
                null,
                null,
                null,
                null);
    }
}
