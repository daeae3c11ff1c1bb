package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The jar that is submitted holds what a cluster lacks, and nothing that it has. */
class JarContentITCase {
    private static Set<String> entries;

    @BeforeAll
    static void readTheJar() throws IOException {
        try (JarFile jar = new JarFile(Path.of("target/routesight.jar").toFile())) {
            entries = jar.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
        }
    }

    @Test
    void holdsBothMainsAndWhatTheyRead() {
        assertThat(entries)
                .contains(
                        "dev/routesight/StreamJob.class",
                        "dev/routesight/BatchJob.class",
                        "sql/migration/V1__cohort_tally.sql",
                        "conf/routesight.yaml");
    }

    @Test
    void holdsTheConnectorsAndTheDriver() {
        assertThat(entries)
                .contains(
                        "org/apache/flink/connector/kafka/source/KafkaSource.class",
                        "org/postgresql/Driver.class",
                        "io/prometheus/metrics/exporter/httpserver/HTTPServer.class");
    }

    @Test
    void leavesFlinkToTheCluster() {
        assertNothingBelow("org/apache/flink/runtime/");
        assertNothingBelow("org/apache/flink/client/");
        assertNothingBelow("org/apache/flink/streaming/api/");
        assertNothingBelow("org/apache/flink/api/common/");
    }

    @Test
    void leavesOutWhatOnlyALaptopNeeds() {
        assertNothingBelow("io/zonky/");
        assertNothingBelow("org/duckdb/");
        assertNothingBelow("io/pebbletemplates/");
        assertNothingBelow("dev/routesight/report/vendor/");
        assertNothingBelow("dev/routesight/report/page.");
        assertNothingBelow("org/apache/logging/log4j/core/");
        assertThat(entries)
                .noneMatch(name -> name.startsWith("postgres-") || name.endsWith(".txz"));
    }

    private static void assertNothingBelow(String folder) {
        assertThat(entries).noneMatch(name -> name.startsWith(folder));
    }
}
