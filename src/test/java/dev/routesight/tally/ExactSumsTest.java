package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class ExactSumsTest {

    @Property
    void sumsAndSquaresAreThoseOfExactDecimals(@ForAll @Size(max = 20) List<Long> terms) {
        check(terms);
    }

    @Example
    void squaresThatEndInAHalfGoToTheEvenNeighbour() {
        for (long root : new long[] {50_000, 150_000, 4_000_050_000L, 4_000_150_000L}) {
            check(List.of(root));
            check(List.of(-root));
        }
    }

    @Example
    void theLargestTermsDoNotOverflow() {
        check(List.of(Long.MAX_VALUE, Long.MAX_VALUE, Long.MIN_VALUE + 1, -1L, 0L));
    }

    private static void check(List<Long> terms) {
        long[] sums = ExactSums.create();
        BigInteger sum = BigInteger.ZERO;
        BigDecimal squares = BigDecimal.ZERO.setScale(9);
        for (long any : terms) {
            long term = Math.max(any, -Long.MAX_VALUE);
            ExactSums.add(sums, TallySum.COST_USD, term);
            ExactSums.addSquare(sums, TallySum.COST_USD_SQ, term);
            sum = sum.add(BigInteger.valueOf(term));
            BigDecimal value = BigDecimal.valueOf(term, 9);
            squares = squares.add(value.multiply(value).setScale(9, RoundingMode.HALF_EVEN));
        }
        assertThat(ExactSums.valueOf(sums, TallySum.COST_USD)).isEqualTo(new BigDecimal(sum, 9));
        assertThat(ExactSums.valueOf(sums, TallySum.COST_USD_SQ)).isEqualTo(squares);
    }
}
