package dev.routesight.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.routesight.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped for clusters names things that exist. */
class DeploymentFilesTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final YAMLMapper YAML = new YAMLMapper();

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"routesight-stream.yaml", "routesight-backfill.yaml"})
    void aFlinkDeploymentStartsAMainThatExists(String file) throws Exception {
        JsonNode deployment = read("kubernetes/" + file);
        assertThat(deployment.at("/apiVersion").asText()).isEqualTo("flink.apache.org/v1beta1");
        assertThat(deployment.at("/kind").asText()).isEqualTo("FlinkDeployment");
        assertThat(deployment.at("/spec/flinkVersion").asText()).isEqualTo("v2_2");
        assertThat(deployment.at("/spec/image").asText()).matches("routesight:\\d+\\.\\d+\\.\\d+");
        JsonNode job = deployment.at("/spec/job");
        assertThat(Class.forName(job.at("/entryClass").asText()).getMethod("main", String[].class))
                .isNotNull();
        assertThat(job.at("/jarURI").asText())
                .isEqualTo("local:///opt/flink/usrlib/routesight.jar");
        assertThat(settings(job.at("/args"))).isNotNull();
    }

    @Test
    void theStreamingJobKeepsItsStateWhenItChanges() throws IOException {
        JsonNode spec = read("kubernetes/routesight-stream.yaml").at("/spec");
        assertThat(spec.at("/job/upgradeMode").asText()).isEqualTo("savepoint");
        assertThat(spec.at("/flinkConfiguration").has("execution.checkpointing.savepoint-dir"))
                .isTrue();
        assertThat(spec.at("/flinkConfiguration")).allMatch(JsonNode::isTextual);
    }

    @Test
    void theMountedConfigurationIsOneThatTheJobAccepts() throws IOException {
        String text =
                read("kubernetes/routesight-config.yaml").at("/data/routesight.yaml").asText();
        Path file = Files.writeString(folder.resolve("routesight.yaml"), text);
        JobConfig.reader().file(file).read().kafka().requireSource();
        assertThat(text).doesNotContain("password");
    }

    @Test
    void everyImageIsPinned() throws IOException {
        List<String> images = new ArrayList<>();
        read("compose.yaml")
                .at("/services")
                .forEach(each -> images.add(each.at("/image").asText()));
        Files.readAllLines(DEPLOY.resolve("Dockerfile")).stream()
                .filter(line -> line.startsWith("FROM "))
                .forEach(line -> images.add(line.substring(5)));
        assertThat(images).hasSize(7).allMatch(image -> image.matches("[a-z/]+:\\d+\\.\\d+.*"));
        assertThat(images).contains("flink:2.2.1-java17");
    }

    @Test
    void composeStartsTheStreamingJobWithSettingsThatExist() throws IOException {
        JsonNode command = read("compose.yaml").at("/services/jobmanager/command");
        assertThat(command.at("/2").asText()).isEqualTo("dev.routesight.StreamJob");
        settings(command).kafka().requireSource();
    }

    @Test
    void flinkReadsItsConfiguration() throws IOException {
        Files.copy(Path.of("../conf/flink-config.yaml"), folder.resolve("config.yaml"));
        Configuration flink = GlobalConfiguration.loadConfiguration(folder.toString());
        assertThat(flink.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(flink.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        assertThat(flink.get(RestartStrategyOptions.RESTART_STRATEGY))
                .isEqualTo("exponential-delay");
        assertThat(flink.get(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS))
                .isEqualTo(Integer.MAX_VALUE);
        assertThat(flink.get(CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    private static JobConfig settings(JsonNode arguments) {
        List<String> settings = new ArrayList<>();
        for (int i = 1; i < arguments.size(); i++) {
            if (arguments.get(i - 1).asText().equals("--set")) {
                settings.add(arguments.get(i).asText());
            }
        }
        return JobConfig.of(settings.toArray(String[]::new));
    }

    private static JsonNode read(String file) throws IOException {
        return YAML.readTree(DEPLOY.resolve(file).toFile());
    }
}
