package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Sums in two longs against decimals of any size. */
class ExactSumsTest {
    private static final TallySum SUM = TallySum.COST_USD;
    private static final TallySum SQUARES = TallySum.COST_USD_SQ;

    @Property(tries = 300)
    void sumsAndSumsOfSquaresAreThoseOfDecimals(@ForAll @Size(max = 40) List<Long> terms) {
        long[] sums = ExactSums.create();
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal squares = BigDecimal.ZERO;
        for (long term : terms) {
            ExactSums.add(sums, SUM, term);
            ExactSums.addSquare(sums, SQUARES, term);
            BigDecimal value = BigDecimal.valueOf(term, 9);
            sum = sum.add(value);
            squares = squares.add(value.multiply(value).setScale(9, RoundingMode.HALF_EVEN));
        }
        assertThat(ExactSums.valueOf(sums, SUM)).isEqualByComparingTo(sum);
        assertThat(ExactSums.valueOf(sums, SQUARES)).isEqualByComparingTo(squares);
    }

    @Property(tries = 200)
    void groupingAndOrderDoNotMatter(@ForAll @Size(max = 30) List<Long> terms, @ForAll long seed) {
        long[] together = ExactSums.create();
        terms.forEach(term -> ExactSums.add(together, SUM, term));
        List<Long> shuffled = new ArrayList<>(terms);
        Random random = new Random(seed);
        Collections.shuffle(shuffled, random);
        List<long[]> groups = new ArrayList<>();
        for (long term : shuffled) {
            if (groups.isEmpty() || random.nextBoolean()) {
                groups.add(ExactSums.create());
            }
            ExactSums.add(groups.get(random.nextInt(groups.size())), SUM, term);
        }
        long[] merged = ExactSums.create();
        groups.forEach(group -> ExactSums.addAll(merged, group));
        assertThat(merged).isEqualTo(together);
    }

    @Test
    void squaresAreRoundedHalfToEvenAndDoNotOverflow() {
        assertThat(square(500_000_000L)).isEqualTo("0.250000000");
        assertThat(square(31_623L)).isEqualTo("0.000000001"); // 1.000014129e-9
        assertThat(square(22_360L)).isEqualTo("0.000000000"); // 0.4999696e-9
        assertThat(square(3_037_000_499L)).isEqualTo("9.223372031");
        assertThat(square(50_000_000_000_000L)).isEqualTo("2500000000.000000000");
        assertThat(square(Long.MIN_VALUE)).isEqualTo("85070591730234615865.843651858");
    }

    private static String square(long term) {
        long[] sums = ExactSums.create();
        ExactSums.addSquare(sums, SQUARES, term);
        return ExactSums.valueOf(sums, SQUARES).toPlainString();
    }
}
