package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JobConfig;
import dev.routesight.event.Decoded;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole graph of both jobs, built and not run. */
class GraphShapeTest {
    private static final Set<String> STATEFUL =
            Set.of(
                    "attribute-signals",
                    "tally-cohorts",
                    "tally-retention",
                    "tally-buckets",
                    "retain-users",
                    "count-places",
                    "receive-events",
                    "detect-drift",
                    "group-alerts",
                    "recommend-thresholds");

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void everyOperatorHasAUidAndANameInKebabCaseAndNoTypeIsGeneric(RuntimeExecutionMode mode) {
        Set<String> uids = new HashSet<>();
        for (StreamNode node : graph(mode).getStreamNodes()) {
            assertThat(node.getTransformationUID()).as(node.getOperatorName()).isNotNull();
            assertThat(uids.add(node.getTransformationUID()))
                    .as(node.getTransformationUID() + " is given once")
                    .isTrue();
            // what a sink expands to is named by Flink, after the sink
            String uid = node.getTransformationUID().replaceAll("^Sink Committer: ", "");
            String name = node.getOperatorName().replaceAll("^Source: |: (Writer|Committer)$", "");
            assertThat(uid).matches("[a-z]+(-[a-z]+)*");
            assertThat(name).isEqualTo(uid);
        }
        assertThat(uids).containsAll(STATEFUL).hasSizeGreaterThan(20);
    }

    private static StreamGraph graph(RuntimeExecutionMode mode) {
        JobConfig config =
                JobConfig.of(
                        "jdbc.url=jdbc:postgresql://localhost/none",
                        "prices=../conf/prices.yaml",
                        "kafka.topics=[events]",
                        "kafka.outcome-topic=outcomes",
                        "kafka.alert-topic=alerts",
                        "kafka.recommendation-topic=thresholds",
                        "kafka.brokers=localhost:9");
        StreamExecutionEnvironment env = Environment.of(config, mode);
        boolean batch = mode == RuntimeExecutionMode.BATCH;
        DataStream<Decoded> source =
                batch
                        ? Sources.files(
                                env, config, List.of(Path.of("e.ndjson")), Long.MAX_VALUE, true)
                        : Sources.kafka(env, config);
        Graph.build(source, config, batch);
        return env.getStreamGraph();
    }
}
