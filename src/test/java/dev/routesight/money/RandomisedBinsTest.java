package dev.routesight.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Jackknife;
import dev.routesight.stats.TwoByTwo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RandomisedBinsTest {

    @Test
    void excessIsDecisionsTimesTheDifferenceOfRatesInTheirBin() {
        RandomisedBins bins = new RandomisedBins();
        for (int bucket = 0; bucket < 64; bucket++) {
            bins.add("code/1", bucket, true, 10, 3, 0.3);
            bins.add("code/1", bucket, false, 10, 1, 0.1);
            bins.add("code/2", bucket, true, 10, 5, 0.5);
            bins.add("code/2", bucket, false, 10, 1, 0.1);
        }
        MisrouteCost misroutes = bins.misroutes(Map.of("code/1", 100.0, "code/2", 50.0), 0.95);

        assertThat(misroutes.isIdentified()).isTrue();
        assertThat(misroutes.answers().value()).isCloseTo(100 * 0.2 + 50 * 0.4, within(1e-9));
        // every bucket is alike: no wider than independent decisions
        MisrouteCost independent =
                MisrouteCost.of(
                        List.of(
                                new MisrouteCost.Bin("", 100, new TwoByTwo(192, 640, 64, 640), 1),
                                new MisrouteCost.Bin("", 50, new TwoByTwo(320, 640, 64, 640), 1)),
                        0.95);
        assertThat(misroutes.answers().interval().low())
                .isCloseTo(independent.answers().interval().low(), within(1e-9));
        assertThat(bins.priced(Map.of("code/1", 100.0), 0.95).value())
                .isCloseTo(100 * 0.02, within(1e-9));
    }

    @Test
    void usersWhoRecurWidenTheInterval() {
        RandomisedBins bins = new RandomisedBins();
        for (int bucket = 0; bucket < 64; bucket++) {
            bins.add("", bucket, true, 10, bucket % 2 == 0 ? 10 : 0, 0);
            bins.add("", bucket, false, 10, bucket % 2 == 0 ? 1 : 0, 0);
        }
        Estimate clustered = bins.misroutes(Map.of("", 100.0), 0.95).answers();
        Estimate independent =
                MisrouteCost.of(
                                List.of(
                                        new MisrouteCost.Bin(
                                                "", 100, new TwoByTwo(320, 640, 32, 640), 1)),
                                0.95)
                        .answers();
        assertThat(clustered.interval().width()).isGreaterThan(2 * independent.interval().width());
    }

    @Test
    void binsWithoutRandomisedTrafficOfBothRoutesAreUnidentifiable() {
        RandomisedBins bins = new RandomisedBins();
        bins.add("code/1", 0, true, 10, 3, 0);
        MisrouteCost misroutes = bins.misroutes(Map.of("code/1", 7.0), 0.95);

        assertThat(misroutes.reason()).startsWith("unidentifiable: 7 of 7 decisions");
        assertThat(bins.priced(Map.of("code/1", 7.0), 0.95)).isEqualTo(Estimate.NONE);
        assertThat(bins.misroutes(Map.of(), 0.95).answers().value()).isZero();
        assertThat(Jackknife.BUCKETS).isEqualTo(64);
    }
}
