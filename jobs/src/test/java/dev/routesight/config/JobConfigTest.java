package dev.routesight.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.SignalKind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JobConfigTest {
    @Test
    void defaultsOfSessions() {
        assertThat(JobConfig.of().session())
                .isEqualTo(
                        new SessionConfig(
                                List.of(Duration.ofMinutes(2), Duration.ofMinutes(30)),
                                Duration.ofMinutes(30),
                                Duration.ofSeconds(30),
                                Duration.ofDays(7),
                                Duration.ofMinutes(5),
                                List.of(
                                        SignalKind.REGENERATION,
                                        SignalKind.EDIT,
                                        SignalKind.REPHRASE,
                                        SignalKind.CORRECTION,
                                        SignalKind.ABANDONMENT,
                                        SignalKind.HANDOFF,
                                        SignalKind.THUMBS_DOWN),
                                false,
                                10_000,
                                10_000));
    }

    @Test
    void defaultsOfTallies() {
        assertThat(JobConfig.of().tally())
                .isEqualTo(
                        new TallyConfig(
                                Duration.ofHours(1),
                                List.of(List.of(), List.of("query_shape"), List.of("language")),
                                10_000,
                                List.of(),
                                "strong",
                                10,
                                Duration.ofMinutes(1),
                                BucketCuts.FIRST,
                                List.of(),
                                "",
                                ""));
    }

    @Test
    void defaultsOfKafka() {
        assertThat(JobConfig.of().kafka())
                .isEqualTo(
                        new KafkaConfig(
                                "",
                                List.of(),
                                "",
                                "routesight",
                                KafkaStart.EARLIEST,
                                false,
                                "",
                                "",
                                "",
                                Map.of(),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(1)));
    }

    @Test
    void defaultsOfTheDatabase() {
        assertThat(JobConfig.of().jdbc())
                .isEqualTo(new JdbcConfig("", "", "", 500, Duration.ofSeconds(1), 5));
    }

    @Test
    void batchesThatAreNotRewrittenAreFine() {
        String url = "jdbc:postgresql://h/d?reWriteBatchedInserts=false&ssl=true";

        assertThat(JobConfig.of("jdbc.url=" + url).jdbc().url()).isEqualTo(url);
    }

    @Test
    void defaultsOfTheJob() {
        JobConfig config = JobConfig.of();

        assertThat(config)
                .isEqualTo(
                        new JobConfig(
                                "live",
                                0,
                                config.session(),
                                config.tally(),
                                config.drift(),
                                config.control(),
                                DecisionOutcomes.POSTGRES,
                                "",
                                0,
                                4_000,
                                "",
                                config.kafka(),
                                config.jdbc(),
                                config.notifying(),
                                0,
                                128,
                                Duration.ofSeconds(30)));
    }

    @Test
    void outcomesOfAFileMayBeTurnedOffForOneRun() {
        JobConfig config =
                JobConfig.of(
                        "decision-outcome=ndjson",
                        "decision-outcome.dir=/rows",
                        "decision-outcome=off");

        assertThat(config.decisionOutcome()).isEqualTo(DecisionOutcomes.OFF);
    }

    @Test
    void settingsAreYaml() {
        JobConfig config =
                JobConfig.of(
                        "cuts=[[],[query_shape, tenant]]",
                        "horizons=[120s, PT1H]",
                        "window=1d",
                        "kafka.topics=events",
                        "kafka.properties={client.id: a, linger.ms: 5}",
                        "kafka.properties.linger.ms=7",
                        "cohorts.always=[{tenant: acme, query_shape: code}]",
                        "decision-outcome=off",
                        "score.bins=1_00",
                        "jdbc.user=");

        assertThat(config.tally().cuts())
                .containsExactly(List.of(), List.of("query_shape", "tenant"));
        assertThat(config.session().horizonMillis()).containsExactly(120_000, 3_600_000);
        assertThat(config.session().largestHorizon()).isEqualTo(Duration.ofHours(1));
        assertThat(config.tally().window()).isEqualTo(Duration.ofDays(1));
        assertThat(config.kafka().topics()).containsExactly("events");
        assertThat(config.kafka().properties())
                .isEqualTo(Map.of("client.id", "a", "linger.ms", "7"));
        assertThat(config.tally().alwaysKept())
                .containsExactly(Map.of("tenant", "acme", "query_shape", "code"));
        assertThat(config.decisionOutcome()).isEqualTo(DecisionOutcomes.OFF);
        assertThat(config.tally().scoreBins()).isEqualTo(100);
        assertThat(config.jdbc().user()).isEmpty();
    }

    @Test
    void rejectedSignalsAsBits() {
        assertThat(JobConfig.of("rejected-signals=[edit, escalation]").session().rejectedBits())
                .isEqualTo(SignalKind.EDIT.bit() | SignalKind.ESCALATION.bit());
    }

    @Test
    void noSecretIsShown() {
        JobConfig config =
                JobConfig.reader()
                        .environment(
                                Map.of(
                                        "ROUTESIGHT_JDBC_URL",
                                        "jdbc:postgresql://db/x?user=u&password=hunter1&ssl=true",
                                        "ROUTESIGHT_JDBC_PASSWORD",
                                        "hunter2",
                                        "ROUTESIGHT_KAFKA_JAAS",
                                        "Login required password=hunter3;"))
                        .read();

        assertThat(config.jdbc().password()).isEqualTo("hunter2");
        assertThat(config.kafka().properties()).containsKey("sasl.jaas.config");
        assertThat(config.toString())
                .doesNotContain("hunter")
                .contains("password=***&ssl=true", "password=***, batchSize", "jaas.config=***");
    }

    @Test
    void survivesJavaSerialisation() throws IOException, ClassNotFoundException {
        JobConfig config =
                JobConfig.of("kafka.properties={a: b}", "cuts=[[tenant]]", "kafka.topics=[a, b]");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(config);
        }
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(config);
        }
    }
}
