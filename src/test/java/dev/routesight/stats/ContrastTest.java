package dev.routesight.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What contrasts of routes say when the score decides the route. */
class ContrastTest {
    private static final int BINS = 10;

    /** Cheap is exactly twice as bad in every bin; the policy sends the harder half to strong. */
    @Test
    void theCausalContrastSaysTwiceAndTheObservedOneIsLabelled() {
        Chance chance = new Chance(20);
        long[][][] policy = new long[BINS][2][2];
        long[][][] explore = new long[BINS][2][2];
        for (int i = 0; i < 400_000; i++) {
            int bin = chance.below(BINS);
            boolean random = chance.hits(0.25);
            boolean cheap = random ? chance.hits(0.5) : bin < BINS / 2;
            double rate = (0.03 + 0.02 * bin) * (cheap ? 2 : 1);
            long[] cell = (random ? explore : policy)[bin][cheap ? 1 : 0];
            cell[0] += chance.hits(rate) ? 1 : 0;
            cell[1]++;
        }

        Estimate causal = new MantelHaenszel(strata(explore), 0.95).ratio();
        assertThat(causal.value()).isCloseTo(2, within(0.08));
        assertThat(causal.interval().contains(2)).isTrue();
        assertThat(Traffic.of("explore").label()).isEqualTo("causal");

        // pooled over bins, as one query shape: cheap looks no worse at all
        Estimate observed = new MantelHaenszel(List.of(pooled(policy)), 0.95).ratio();
        assertThat(observed.interval().high()).isLessThan(1.3);
        assertThat(Traffic.of("policy").label()).isEqualTo("observed, not causal");
        // within a bin there is one route only: nothing to compare
        assertThat(new MantelHaenszel(strata(policy), 0.95).ratio().isKnown()).isFalse();
    }

    @Test
    void strataWithOneGroupSayNothing() {
        MantelHaenszel mh =
                new MantelHaenszel(
                        List.of(new TwoByTwo(3, 10, 0, 0), new TwoByTwo(4, 10, 2, 10)), 0.95);

        assertThat(mh.strata()).hasSize(1);
        assertThat(mh.difference().value()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void nothingToCompareIsUnknownNotZero() {
        MantelHaenszel mh = new MantelHaenszel(List.of(), 0.95);

        assertThat(mh.difference()).isEqualTo(Estimate.NONE);
        assertThat(mh.ratio().isKnown()).isFalse();
        assertThat(mh.differenceHeterogeneity().pValue()).isEqualTo(1);
        assertThat(new TwoByTwo(0, 0, 0, 0).newcombe(0.95)).isEqualTo(Estimate.NONE);
    }

    @Test
    void strataThatDifferAreSaidTo() {
        MantelHaenszel alike =
                new MantelHaenszel(
                        List.of(new TwoByTwo(30, 100, 20, 100), new TwoByTwo(60, 200, 40, 200)),
                        0.95);
        MantelHaenszel apart =
                new MantelHaenszel(
                        List.of(new TwoByTwo(60, 100, 20, 100), new TwoByTwo(20, 100, 60, 100)),
                        0.95);

        assertThat(alike.differenceHeterogeneity().pValue()).isGreaterThan(0.9);
        assertThat(apart.differenceHeterogeneity().pValue()).isLessThan(1e-6);
        assertThat(apart.differenceHeterogeneity().inconsistency()).isGreaterThan(0.9);
    }

    private static List<TwoByTwo> strata(long[][][] cells) {
        List<TwoByTwo> strata = new ArrayList<>();
        for (long[][] c : cells) {
            strata.add(new TwoByTwo(c[1][0], c[1][1], c[0][0], c[0][1]));
        }
        return strata;
    }

    private static TwoByTwo pooled(long[][][] cells) {
        double[] x = new double[4];
        for (TwoByTwo t : strata(cells)) {
            x[0] += t.x1();
            x[1] += t.n1();
            x[2] += t.x0();
            x[3] += t.n0();
        }
        return new TwoByTwo(x[0], x[1], x[2], x[3]);
    }
}
