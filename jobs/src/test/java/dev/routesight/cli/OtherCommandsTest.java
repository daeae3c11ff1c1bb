package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.NotifyConfig;
import dev.routesight.metrics.MetricsRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
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
    void aClosedLoopIsToldItsWorld() {
        Path out = folder.resolve("loop");
        assertThat(
                        shell.run(
                                "simulate",
                                "--closed-loop",
                                "--periods=5",
                                "--threshold=0.1",
                                "--worsens-in=0",
                                "--seed=7",
                                "--out=" + out))
                .isZero();
        assertThat(shell.looped)
                .isEqualTo(
                        new LoopRequest(
                                Optional.empty(),
                                OptionalLong.of(7),
                                OptionalLong.empty(),
                                5,
                                0.1,
                                0.02,
                                0,
                                0.25,
                                1.5,
                                Optional.of(out)));
        assertThat(shell.simulated).isNull();
    }

    @Test
    void aClosedLoopRefusesWhatCannotBe() {
        assertThat(shell.run("simulate", "--closed-loop", "--threshold=2")).isEqualTo(2);
        assertThat(shell.run("simulate", "--closed-loop", "--periods=0")).isEqualTo(2);
        assertThat(shell.run("simulate", "--closed-loop", "--price=0")).isEqualTo(2);
        assertThat(shell.run("simulate", "--closed-loop", "--sessions=0")).isEqualTo(2);
        assertThat(shell.run("simulate")).isEqualTo(2);
        assertThat(shell.run("simulate", "--periods=3")).isEqualTo(2);
        assertThat(shell.stderr().lines())
                .containsExactly(
                        "routesight simulate: --threshold must be from 0 to 1",
                        "routesight simulate: --periods must be from 1 to 365",
                        "routesight simulate: --price must be above 0 and at most a million",
                        "routesight simulate: --sessions must be at least 1",
                        "routesight simulate: --scenario and --out are needed, or --closed-loop",
                        "routesight simulate: --periods needs --closed-loop");
        assertThat(shell.looped).isNull();
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

    @Test
    void notifyTakesReceiversAndSecretsFromWhereTheyBelong() {
        String secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        int code =
                shell.env("ROUTESIGHT_WEBHOOK_SECRET", secret)
                        .run(
                                "notify",
                                "--jdbc-url=jdbc:postgresql://h/db",
                                "--dataset=d",
                                "--webhook=https://h/in",
                                "--alertmanager=http://a:9093",
                                "--alertmanager=http://b:9093",
                                "--set=notify.timeout=3s",
                                "--once");

        assertThat(code).isZero();
        assertThat(shell.notified.once()).isTrue();
        assertThat(shell.notified.config().dataset()).isEqualTo("d");
        NotifyConfig config = shell.notified.config().notifying();
        assertThat(config.webhookUrls()).containsExactly("https://h/in");
        assertThat(config.webhookSecret()).isEqualTo(secret);
        assertThat(config.alertmanagerUrls()).containsExactly("http://a:9093", "http://b:9093");
        assertThat(config.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.toString()).doesNotContain("https://h/in", secret);
    }

    @Test
    void notifyNeedsSomeoneToTellAndASecretToSignWith() {
        String url = "--jdbc-url=jdbc:postgresql://h/db";
        assertThat(shell.run("notify", url)).isEqualTo(2);
        assertThat(shell.run("notify", url, "--webhook=https://h/in")).isEqualTo(2);
        assertThat(shell.env("ROUTESIGHT_WEBHOOK_SECRET", "hunter2").run("notify", url))
                .isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo(
                        "routesight notify: notify.alertmanager.urls or notify.webhook.urls: must"
                                + " be given\n"
                                + "routesight notify: notify.webhook.secret: must be given (or the"
                                + " variable ROUTESIGHT_WEBHOOK_SECRET)\n"
                                + "routesight notify: ROUTESIGHT_WEBHOOK_SECRET:"
                                + " notify.webhook.secret: must be whsec_ and 24 to 64 random bytes"
                                + " in Base64, as printf 'whsec_%s' \"$(openssl rand -base64 32)\""
                                + " prints\n");
        assertThat(shell.notified).isNull();
    }

    @Test
    void metricsTakesWhereToListenAndWhatToMeasure() {
        String url = "--jdbc-url=jdbc:postgresql://h/db";
        assertThat(shell.run("metrics", url)).isZero();
        assertThat(shell.served).isEqualTo(new MetricsRequest("live", "", 1800, "", 9464));
        assertThat(
                        shell.run(
                                "metrics",
                                url,
                                "--dataset=d",
                                "--cut=language",
                                "--horizon=2m",
                                "--host=127.0.0.1",
                                "--port=0"))
                .isZero();
        assertThat(shell.served)
                .isEqualTo(new MetricsRequest("d", "language", 120, "127.0.0.1", 0));

        assertThat(shell.run("metrics", url, "--port=65536")).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo("routesight metrics: --port 65536: must be from 0 to 65535\n");
    }
}
