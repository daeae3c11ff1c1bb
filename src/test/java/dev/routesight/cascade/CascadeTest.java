package dev.routesight.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.control.CurvePoint;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is said of cascades whose every rate is known. */
class CascadeTest {
    private static final double LEVEL = 0.95;
    private static final int ROUNDS = 1000;
    private static final CascadeValue.Prices PRICES = new CascadeValue.Prices(0.05, 0.001, 0.0001);

    @Test
    void whatWasStoppedNeedlesslyIsCovered() {
        GateWorld world = GateWorld.steep();
        int covered = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Needless said =
                    Needless.explored(world.observe(2000, new SplittableRandom(seed)), LEVEL);
            covered += said.share().interval().contains(world.trueNeedless()) ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "[coverage] needless %.1f %%%n", 100.0 * covered / ROUNDS);
        assertThat(covered / (double) ROUNDS).isBetween(0.93, 0.985);
    }

    @Test
    void whatTheCascadeIsWorthIsCovered() {
        GateWorld world = GateWorld.steep();
        int covered = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            Gate gate = world.observe(4000, new SplittableRandom(10_000 + seed));
            CascadeValue value = CascadeValue.of(gate, PRICES, LEVEL);
            double truth = 0.05 * world.trueSparedOfOne() * value.escalations() - value.spentUsd();
            covered += value.net().interval().contains(truth) ? 1 : 0;
        }
        System.out.printf(Locale.ROOT, "[coverage] worth %.1f %%%n", 100.0 * covered / ROUNDS);
        assertThat(covered / (double) ROUNDS).isBetween(0.93, 0.985);
    }

    @Test
    void theValueAddsUp() {
        Gate gate = GateWorld.steep().observe(5000, new SplittableRandom(3));
        CascadeValue value = CascadeValue.of(gate, PRICES, LEVEL);
        double escalations = gate.all().escalated().seen();
        double gated = escalations + gate.all().shipped().answers();
        assertThat(value.escalationUsd()).isCloseTo(0.02 * escalations, within(1e-9));
        assertThat(value.verifierUsd()).isCloseTo(0.001 * gated, within(1e-9));
        assertThat(value.waitUsd()).isCloseTo(0.0001 * escalations, within(1e-9));
        assertThat(value.net().value())
                .isCloseTo(0.05 * value.spared().value() - value.spentUsd(), within(1e-9));
        // at the break-even price nothing is left
        double even = value.breakEven().value();
        CascadeValue again =
                CascadeValue.of(gate, new CascadeValue.Prices(even, 0.001, 0.0001), LEVEL);
        assertThat(again.net().value()).isCloseTo(0, within(1e-9));
        assertThat(value.breakEven().interval().contains(even)).isTrue();
    }

    @Test
    void aCascadeThatSparesNothingHasNoBreakEven() {
        Gate gate = GateWorld.allAlike().observe(5000, new SplittableRandom(4));
        assertThat(CascadeValue.of(gate, PRICES, LEVEL).breakEven().isKnown()).isFalse();
    }

    @Test
    void withoutChanceNothingIsMadeUp() {
        GateWorld world = GateWorld.steep();
        world.coin = 0;
        Gate gate = world.observe(50_000, new SplittableRandom(5));

        Needless needless = Needless.explored(gate, LEVEL);
        assertThat(needless.share().isKnown()).isFalse();
        assertThat(needless.reason()).startsWith("unidentifiable: ").contains("a coin");

        CascadeValue value = CascadeValue.of(gate, PRICES, LEVEL);
        assertThat(value.net().isKnown()).isFalse();
        assertThat(value.spared().isKnown()).isFalse();
        assertThat(value.reason()).startsWith("unidentifiable: ");
        assertThat(value.escalationUsd()).isPositive();

        GateThreshold threshold = GateThreshold.of(gate, Double.NaN, 0.05);
        assertThat(threshold.status()).isEqualTo("unidentifiable");
        assertThat(threshold.why()).startsWith("the gate alone decides");
        assertThat(threshold.curve()).isEmpty();
        assertThat(threshold.coin()).isPositive();
        assertThat(threshold.coinPeriods()).isPositive();
    }

    @Test
    void theThresholdGoesTowardsTheCheapest() {
        GateWorld world = GateWorld.steep();
        for (int start : new int[] {1, 8, 9}) {
            world.gate = start;
            Gate gate = world.observe(40_000, new SplittableRandom(start));
            GateThreshold said = GateThreshold.of(gate, Double.NaN, 0.05);
            double best = world.cheapest(0.05) / 10.0;
            assertThat(said.current()).isCloseTo(start / 10.0, within(1e-9));
            assertThat(said.status()).as(said.why()).isEqualTo("proposed");
            assertThat(said.cheapest()).isCloseTo(best, within(0.1001));
            double step = Math.max(-0.3, Math.min(0.3, said.cheapest() - said.current()));
            assertThat(said.proposed()).isCloseTo(said.current() + step, within(1e-9));
            assertThat(said.curve()).hasSize(11);
            for (CurvePoint point : said.curve()) {
                double truth = world.cost((int) Math.round(10 * point.threshold()), 0.05);
                assertThat(point.cost()).isCloseTo(truth, within(0.002));
            }
        }
    }

    @Test
    void whatChanceOnlyShippedSpeaksOfLowerThresholdsOnly() {
        GateWorld world = GateWorld.steep();
        Gate both = world.observe(20_000, new SplittableRandom(6));
        Gate shipped =
                new Gate(
                        "v",
                        "cheap",
                        both.bins().stream().map(CascadeTest::withoutChanceEscalation).toList(),
                        withoutChanceEscalation(both.all()),
                        both.mostEscalated(),
                        both.leastShipped());
        GateThreshold said = GateThreshold.of(shipped, Double.NaN, 0.05);
        assertThat(said.status()).isEqualTo("hold");
        assertThat(said.curve()).extracting(CurvePoint::threshold).last().isEqualTo(0.5);
        assertThat(said.curve()).hasSize(6);
    }

    private static GateBin withoutChanceEscalation(GateBin b) {
        return new GateBin(b.shipped(), b.escalated(), b.shippedByChance(), GateSums.NONE);
    }

    @Test
    void theGateIsTheRoundestNumberThatFitsItsChoices() {
        assertThat(gate(0.4987, 0.5012).threshold()).isEqualTo(0.5);
        assertThat(gate(0.4987, 0.5).threshold()).isEqualTo(0.5);
        assertThat(gate(0.3412, 0.3459).threshold()).isEqualTo(0.345);
        assertThat(gate(0.5, 0.4).threshold()).isNaN();
        assertThat(gate(0.5, 0.5).threshold()).isNaN();
        assertThat(gate(null, 0.4).threshold()).isNaN();
        assertThat(gate(0.5, null).threshold()).isNaN();
        GateThreshold said = GateThreshold.of(gate(0.5, 0.4), Double.NaN, 0.05);
        assertThat(said.status()).isEqualTo("unidentifiable");
        assertThat(said.why()).startsWith("the gate's threshold is not known");
    }

    private static Gate gate(Double most, Double least) {
        return new Gate(
                "v",
                "cheap",
                java.util.Collections.nCopies(Gate.BINS, GateBin.EMPTY),
                GateBin.EMPTY,
                most,
                least);
    }
}
