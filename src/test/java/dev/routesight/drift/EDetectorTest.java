package dev.routesight.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EDetectorTest {
    private static final BaselineNull BASELINE = BaselineNull.given(0.1);

    @Test
    void itIsTheRecursionOfItsDefinition() {
        EffectGrid grid =
                new EffectGrid(
                        new double[] {0.3, -0.4}, new double[] {0.7, 0.3}, new double[] {2, 0});
        EDetector detector = new EDetector(grid, 1e9, 1.5);
        EvidenceState state = detector.start();
        double[] r = {2, 0};
        long[][] blocks = {{10, 2}, {20, 1}, {5, 4}};
        for (int window = 0; window < blocks.length; window++) {
            Block block = Block.of(window, blocks[window][0], blocks[window][1]);
            BlockEvidence evidence = BASELINE.evidence(block);
            detector.fold(state, window, evidence);
            for (int j = 0; j < 2; j++) {
                double l = Math.exp(evidence.log().at(grid.effects()[j]) / 1.5);
                r[j] = (r[j] + blocks[window][0]) * l;
            }
        }
        assertThat(Math.exp(detector.logEvidence(state)))
                .isCloseTo(0.7 * r[0] + 0.3 * r[1], within(1e-4));
        assertThat(state.decisions()).isEqualTo(35);
    }

    @Test
    void theTwinOfTheSimulationsIsTheSame() {
        EffectGrid grid = EffectGrid.forRate(0.1, 1e5, 3e4, 500, Watch.RISES);
        EDetector detector = new EDetector(grid, 1e5, 1);
        EvidenceState state = detector.start();
        TwinChart twin = new TwinChart(0.1, grid);
        Binomials chance = new Binomials(1);
        long gap = 0;
        for (int window = 0; window < 3000; window++) {
            boolean event = chance.uniform() < 0.12;
            detector.fold(state, window, BASELINE.evidence(Block.of(window, 1, event ? 1 : 0)));
            if (!event) {
                gap++;
                continue;
            }
            twin.gapThenEvent(gap);
            gap = 0;
            assertThat(twin.statistic()).isCloseTo(detector.logEvidence(state), within(2e-4));
        }
    }

    @Test
    void runLengthsAreThePublishedOnesForANormalMean() throws IOException {
        for (String line : reference()) {
            String[] cells = line.split(",");
            double theta = Double.parseDouble(cells[0]);
            double threshold = Double.parseDouble(cells[1]);
            double shift = Double.parseDouble(cells[2]);
            double expected = Double.parseDouble(cells[3]);
            int runs = shift == 0 ? 4000 : 8000;

            assertThat(meanRun(theta, threshold, shift, runs))
                    .as(line)
                    .isCloseTo(expected, within(0.05 * expected));
        }
    }

    @Test
    void aReplayedOrLateWindowChangesNothing() {
        EDetector detector = detector();
        EvidenceState state = detector.start();
        detector.fold(state, 5, BASELINE.evidence(Block.of(5, 100, 30)));
        double before = detector.logEvidence(state);

        assertThat(detector.fold(state, 5, BASELINE.evidence(Block.of(5, 100, 30)))).isFalse();
        assertThat(detector.fold(state, 4, BASELINE.evidence(Block.of(4, 100, 30)))).isFalse();
        assertThat(detector.logEvidence(state)).isEqualTo(before);
    }

    @Test
    void overwhelmingEvidenceNeitherOverflowsNorSticks() {
        EDetector detector = detector();
        EvidenceState state = detector.start();
        for (int window = 0; window < 50; window++) {
            detector.fold(state, window, BASELINE.evidence(Block.of(window, 1_000_000, 900_000)));
        }
        assertThat(detector.logEvidence(state)).isGreaterThan(1e7).isFinite();
        detector.restart(state);
        assertThat(detector.logEvidence(state)).isEqualTo(Double.NEGATIVE_INFINITY);
        detector.fold(state, 50, BASELINE.evidence(Block.of(50, 100, 10)));
        assertThat(Math.exp(detector.logEvidence(state))).isBetween(1.0, 200.0);
    }

    @Test
    void anEmptyWindowIsTakenAndSaysNothing() {
        EDetector detector = detector();
        EvidenceState state = detector.start();
        detector.fold(state, 0, BASELINE.evidence(Block.of(0, 100, 10)));
        double before = detector.logEvidence(state);

        assertThat(detector.fold(state, 1, BASELINE.evidence(Block.of(1, 0, 0)))).isTrue();
        assertThat(detector.logEvidence(state)).isEqualTo(before);
    }

    @Test
    void theStartOfAStepIsFoundWithinAFewBlocks() {
        EDetector detector = detector();
        Binomials chance = new Binomials(9);
        int close = 0;
        for (int run = 0; run < 100; run++) {
            EvidenceState state = detector.start();
            int window = 0;
            while (!detector.alerts(state) && window < 1000) {
                long x = chance.draw(200, window < 40 ? 0.1 : 0.2);
                detector.fold(state, window, BASELINE.evidence(Block.of(window, 200, x)));
                window++;
            }
            close += Math.abs(detector.estimatedStart(state) - 40) <= 2 ? 1 : 0;
        }
        assertThat(close).isGreaterThanOrEqualTo(85);
    }

    @Test
    void gridsReachDownToTwoPercentWhereVolumeAllowsAndStayWithinRates() {
        EffectGrid large = EffectGrid.forRate(0.08, 1.4e8, 1.1e7, 0, Watch.BOTH);
        assertThat(large.effects()).hasSize(16);
        double smallest = Double.MAX_VALUE;
        for (double effect : large.effects()) {
            smallest = Math.min(smallest, Math.abs(effect));
        }
        assertThat(EffectGrid.shifted(0.08, smallest) / 0.08).isCloseTo(1.02, within(1e-9));
        for (double rate : new double[] {1e-5, 0.02, 0.5, 0.95, 0.999}) {
            for (double effect : EffectGrid.forRate(rate, 1e4, 3e3, 100, Watch.RISES).effects()) {
                assertThat(effect).isPositive().isFinite();
            }
        }
    }

    private static EDetector detector() {
        return new EDetector(EffectGrid.forRate(0.1, 1e6, 3e5, 0, Watch.BOTH), 1e6, 1);
    }

    private static double meanRun(double theta, double threshold, double shift, int runs) {
        EffectGrid grid = new EffectGrid(new double[] {theta}, new double[] {1}, new double[] {0});
        EDetector detector = new EDetector(grid, threshold, 1);
        Binomials chance = new Binomials(17);
        double sum = 0;
        for (int run = 0; run < runs; run++) {
            EvidenceState state = detector.start();
            int window = 0;
            while (!detector.alerts(state)) {
                double value = shift + chance.normal();
                detector.fold(
                        state,
                        window++,
                        new BlockEvidence(1, effect -> effect * value - effect * effect / 2));
            }
            sum += window;
        }
        return sum / runs;
    }

    private static List<String> reference() throws IOException {
        try (InputStream in =
                EDetectorTest.class.getResourceAsStream("/drift/shiryaev_roberts.csv")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().skip(1).toList();
        }
    }
}
