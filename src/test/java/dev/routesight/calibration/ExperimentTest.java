package dev.routesight.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.routesight.stats.SampleRatio;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class ExperimentTest {
    private static final Experiment THREE =
            new Experiment(
                    "example-range",
                    "user",
                    Instant.parse("2026-01-05T00:00:00Z"),
                    Instant.parse("2026-01-19T00:00:00Z"),
                    Duration.ofDays(14),
                    List.of(
                            new Arm("all-cheap", 50_000, "cheap"),
                            new Arm("all-strong", 50_000, "strong"),
                            new Arm("live", 900_000, "")));

    @ParameterizedTest
    @CsvFileSource(resources = "/calibration/assignment-vectors.csv", numLinesToSkip = 1)
    void assignmentIsAsTheRecipeSays(String experiment, String unit, int point, String arm) {
        String id = unit == null ? "" : unit;

        assertThat(Experiment.point(experiment, id)).isEqualTo(point);
        if (experiment.equals(THREE.name())) {
            assertThat(THREE.armOf(id).name()).isEqualTo(arm);
        }
    }

    @Test
    void unitsAreSplitAsDeclaredAndIndependentlyOfOtherExperiments() {
        long[] units = new long[3];
        long[][] crossed = new long[2][2];
        for (int i = 0; i < 200_000; i++) {
            units[THREE.arms().indexOf(THREE.armOf("user-" + i))]++;
            int one = Experiment.point("one", "user-" + i) < 500_000 ? 0 : 1;
            int two = Experiment.point("two", "user-" + i) < 500_000 ? 0 : 1;
            crossed[one][two]++;
        }
        assertThat(SampleRatio.of(units, new double[] {5, 5, 90}).pValue()).isGreaterThan(0.01);
        long[] all = {crossed[0][0], crossed[0][1], crossed[1][0], crossed[1][1]};
        assertThat(SampleRatio.of(all, new double[] {1, 1, 1, 1}).pValue()).isGreaterThan(0.01);
    }

    @Test
    void aSplitOf51To49IsCaughtAtAHundredThousandUnits() {
        SampleRatio ratio = SampleRatio.of(new long[] {51_000, 49_000}, new double[] {1, 1});

        assertThat(ratio.isBroken()).isTrue();
        assertThat(SampleRatio.of(new long[] {50_200, 49_800}, new double[] {1, 1}).isBroken())
                .isFalse();
    }

    @Test
    void theShippedFileIsRead() throws IOException {
        try (var in = Files.newInputStream(Path.of("../conf/experiments.yaml"))) {
            assertThat(ExperimentFile.read(in)).containsExactly(THREE);
        }
        assertThat(THREE.runsAt(Instant.parse("2026-01-05T00:00:00Z"))).isTrue();
        assertThat(THREE.runsAt(Instant.parse("2026-01-19T00:00:00Z"))).isFalse();
        assertThat(THREE.arms().get(2).isLive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "share: 0.9} | x: shares add up to 0.9 instead of 1",
                "share: 0.9}, {name: a, share: 0.1} | x: arms need names of their own",
                "share: 0.0000001} | x: share of arm a must be a share of 1 with at most six"
                        + " decimals",
                "share: 1, rout: cheap} | x: an arm has an unknown key 'rout'",
                "share: -1}, {name: b, share: 2} | x: share of arm a must be above 0",
            })
    void whatMakesNoSenseIsRefusedByName(String arms, String message) {
        String yaml =
                "experiments:\n- {name: x, unit: user, start: 2026-01-01T00:00:00Z, end:"
                        + " 2026-02-01T00:00:00Z, arms: [{name: a, "
                        + arms
                        + "]}\n";

        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void timesAndUnitsAreChecked() {
        String good =
                "{name: x, unit: user, start: 2026-01-01T00:00:00Z, end: 2026-02-01T00:00:00Z,"
                        + " arms: [{name: a, share: 1}]}";
        assertThatThrownBy(() -> read("experiments: [" + good + ", " + good + "]"))
                .hasMessage("x is declared twice");
        assertThatThrownBy(() -> read("experiments: [" + good.replace("user", "tab") + "]"))
                .hasMessage("x: unit must be user or session");
        assertThatThrownBy(() -> read("experiments: [" + good.replace("2026-02", "2025-02") + "]"))
                .hasMessage("x: start must be before end");
        assertThatThrownBy(
                        () -> read("experiments: [" + good.replace("2026-02-01T", "soon ") + "]"))
                .hasMessageContaining("end must be a time such as");
        assertThatThrownBy(() -> read("experiment: []")).hasMessageContaining("unknown key");
    }

    private static List<Experiment> read(String yaml) throws IOException {
        return ExperimentFile.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
