package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {
    @TempDir Path folder;
    private final Shell shell = new Shell();

    @Test
    void streamTakesBrokersTopicsAndDatabase() {
        int code =
                shell.env("ROUTESIGHT_JDBC_PASSWORD", "hunter2")
                        .run(
                                "stream",
                                "--brokers=h:9092",
                                "--topic",
                                "a",
                                "b",
                                "--topic=c",
                                "--jdbc-url=jdbc:postgresql://h/db");

        assertThat(code).isZero();
        assertThat(shell.stream.format()).isEqualTo("native");
        assertThat(shell.stream.config().kafka().brokers()).isEqualTo("h:9092");
        assertThat(shell.stream.config().kafka().topics()).containsExactly("a", "b", "c");
        assertThat(shell.stream.config().jdbc().password()).isEqualTo("hunter2");
    }

    @Test
    void streamMayTakeThemFromTheConfiguration() {
        assertThat(shell.run("stream", "--set=kafka.brokers=h:9", "--set=kafka.topic-pattern=r.*"))
                .isZero();
        assertThat(shell.stream.config().kafka().topicPattern()).isEqualTo("r.*");
    }

    @Test
    void streamWithoutSourceIsRefused() {
        assertThat(shell.run("stream", "--brokers=h:9")).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo(
                        "routesight stream: kafka.topics: must be given to read from Kafka (or"
                                + " kafka.topic-pattern)\n");
        assertThat(shell.stream).isNull();
    }

    @Test
    void simulateChecksItsScenario() throws IOException {
        Path scenario = Files.writeString(folder.resolve("s.yaml"), "");
        Path out = folder.resolve("out");

        assertThat(shell.run("simulate", "--scenario=" + scenario, "--out=" + out, "--seed=7"))
                .isZero();
        assertThat(shell.simulated)
                .isEqualTo(new Shell.Simulated(scenario, out, OptionalLong.of(7)));

        assertThat(shell.run("simulate", "--scenario=" + out, "--out=" + out)).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo("routesight simulate: --scenario " + out + ": there is no such file\n");
    }

    @Test
    void aSeedMustBeANumber() {
        assertThat(shell.run("demo", "--seed=x")).isEqualTo(2);
        assertThat(shell.stderr())
                .startsWith("routesight demo: Invalid value for option '--seed'")
                .hasLineCount(1);
    }

    @Test
    void demoTakesSeedAndParallelism() {
        assertThat(shell.run("demo", "--seed=3", "--parallelism=2", "--quiet", "--out=r.html"))
                .isZero();
        assertThat(shell.demo).isEqualTo(new DemoRequest(OptionalLong.of(3), 2, Path.of("r.html")));
    }

    @Test
    void migrateNeedsADatabase() {
        assertThat(shell.run("migrate")).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo(
                        "routesight migrate: --jdbc-url must be given,"
                                + " jdbc:postgresql://host/database\n");
    }

    @Test
    void migrateTakesUserAndPasswordFromTheEnvironment() {
        int code =
                shell.env("ROUTESIGHT_JDBC_USER", "u")
                        .env("ROUTESIGHT_JDBC_PASSWORD", "p")
                        .run("migrate", "--jdbc-url=jdbc:postgresql://h/db");

        assertThat(code).isZero();
        assertThat(shell.migrated.url()).isEqualTo("jdbc:postgresql://h/db");
        assertThat(shell.migrated.user()).isEqualTo("u");
        assertThat(shell.migrated.password()).isEqualTo("p");
    }
}
