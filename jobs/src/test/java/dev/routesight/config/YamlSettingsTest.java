package dev.routesight.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlSettingsTest {
    @TempDir Path folder;

    @Test
    void dottedAndNestedKeysMeanTheSame() throws IOException {
        JobConfig dotted =
                read("kafka.brokers: h:9\nkafka.properties.acks: all\ndecision-outcome.dir: /x\n");
        JobConfig nested =
                read(
                        """
                        kafka:
                          brokers: h:9
                          properties: {acks: all}
                        decision-outcome:
                          dir: /x
                        """);

        assertThat(nested).isEqualTo(dotted).isNotEqualTo(JobConfig.of());
    }

    @Test
    void aClientPropertyKeepsItsDots() throws IOException {
        assertThat(read("kafka:\n  properties:\n    security.protocol: SSL\n").kafka().properties())
                .isEqualTo(Map.of("security.protocol", "SSL"));
    }

    @Test
    void emptyFilesGroupsAndCommentsSayNothing() throws IOException {
        assertThat(read("")).isEqualTo(JobConfig.of());
        assertThat(read("# nothing\n")).isEqualTo(JobConfig.of());
        assertThat(read("kafka:\n  # brokers: x\n")).isEqualTo(JobConfig.of());
    }

    @Test
    void environmentIsOverTheFileAndSettingsAreOverBoth() throws IOException {
        Path file = write("jdbc.user: file\njdbc.url: jdbc:postgresql:file\nhorizons: [1m]\n");
        JobConfig config =
                JobConfig.reader()
                        .set("jdbc.url=jdbc:postgresql:set")
                        .argument(Options.DATASET, "argument", "--dataset")
                        .argument(Options.PARALLELISM, null, "--parallelism")
                        .environment(
                                Map.of(
                                        "ROUTESIGHT_JDBC_USER",
                                        "environment",
                                        "ROUTESIGHT_JDBC_URL",
                                        "jdbc:postgresql:environment",
                                        "ROUTESIGHT_WINDOW",
                                        "not read"))
                        .file(file)
                        .read();

        assertThat(config.jdbc().user()).isEqualTo("environment");
        assertThat(config.jdbc().url()).isEqualTo("jdbc:postgresql:set");
        assertThat(config.session().horizons()).isEqualTo(List.of(Duration.ofMinutes(1)));
        assertThat(config.dataset()).isEqualTo("argument");
    }

    @Test
    void refusalsNameFileAndLine() {
        assertRefused(
                "window: 1h\n\nhorizon: [2m]\n",
                ":3: horizon: unknown key; did you mean horizons?");
        assertRefused(
                "kafka:\n  borkers: x\n",
                ":2: kafka.borkers: unknown key; did you mean kafka.brokers?");
        assertRefused(
                "kafak:\n  brokers: x\n",
                ":2: kafak.brokers: unknown key; did you mean kafka.brokers?");
        assertRefused("window: 7h\n", ":1: window: must divide a day, as 15m, 1h or 1d do");
        assertRefused("a: 1\n", ":1: a: unknown key");
        assertRefused("dataset: a\ndataset: b\n", ":2: dataset: given twice, first in line 1");
        assertRefused(
                "kafka.brokers: a\nkafka:\n  brokers: b\n",
                ":3: kafka.brokers: given twice, first in line 1");
        assertRefused("- a\n- b\n", ":1: expected lines of the form key: value");
        assertRefused("window: 1h\n---\nwindow: 2h\n", ":3: a second document");
        assertRefused(
                "dataset: &a x\nreference-route: *a\n", ":2: YAML aliases are not understood");
    }

    @Test
    void brokenYamlIsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("window: 1h\ncuts: [[]\nrefresh: 1m\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageMatching("\\S+routesight.yaml:[23]: not YAML: .+");
    }

    @Test
    void aBadSecretIsNotRepeated() {
        assertRefused("jdbc.password: [hunter2]\n", ":1: jdbc.password: expected text");
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = folder.resolve("none.yaml");

        assertThatThrownBy(() -> JobConfig.reader().file(missing).read())
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(missing + ": there is no such file");
    }

    private void assertRefused(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .as(yaml)
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(folder.resolve("routesight.yaml") + message);
    }

    private JobConfig read(String yaml) throws IOException {
        return JobConfig.reader().file(write(yaml)).read();
    }

    private Path write(String yaml) throws IOException {
        return Files.writeString(folder.resolve("routesight.yaml"), yaml);
    }
}
