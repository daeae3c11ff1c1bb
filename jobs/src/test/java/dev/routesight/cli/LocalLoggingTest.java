package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.junit.jupiter.api.Test;

/** conf/log4j2-local.properties, to which the launcher points. */
class LocalLoggingTest {
    @Test
    void flinkTalksToTheFileAndOnlyOurWarningsReachStderr() {
        LoggerContext context = new LoggerContext("local-logging");
        Configuration configuration =
                ConfigurationFactory.getInstance()
                        .getConfiguration(
                                context,
                                "local",
                                Path.of("../conf/log4j2-local.properties").toUri());
        configuration.initialize();

        LoggerConfig ours = configuration.getLoggerConfig("dev.routesight.job.X");
        LoggerConfig flinks = configuration.getLoggerConfig("org.apache.flink.X");
        assertThat(configuration.getAppenders()).containsOnlyKeys("file", "stderr");
        assertThat(flinks.getLevel()).isEqualTo(Level.INFO);
        assertThat(flinks.getAppenderRefs()).extracting("ref").containsExactly("file");
        assertThat(ours.getAppenderRefs())
                .singleElement()
                .satisfies(
                        reference -> {
                            assertThat(reference.getRef()).isEqualTo("stderr");
                            assertThat(reference.getLevel()).isEqualTo(Level.WARN);
                        });
        assertThat(ours.isAdditive()).isTrue();
    }
}
