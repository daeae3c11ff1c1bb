package dev.routesight.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.routesight.cli.Main;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.api.spec.FlinkVersion;
import org.apache.flink.kubernetes.operator.api.spec.UpgradeMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * What is shipped for clusters has the fields that those who read it know, and no other: the
 * operator's own classes, those of Kubernetes, and the schema of Compose files.
 */
class DeploymentSchemaTest {
    private static final Path DEPLOY = Path.of("../deploy");

    /** The newest that the operator's published classes know; they lag behind the operator. */
    private static final String NEWEST_KNOWN = FlinkVersion.v1_20.name();

    private static final YAMLMapper YAML =
            YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .annotationIntrospector(new NothingIgnored())
                    .build();

    /** Takes back that a class lets unknown fields pass. */
    private static final class NothingIgnored extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public JsonIgnoreProperties.Value findPropertyIgnoralByName(
                MapperConfig<?> config, Annotated annotated) {
            return JsonIgnoreProperties.Value.empty();
        }

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"routesight-stream.yaml", "routesight-backfill.yaml"})
    void theOperatorKnowsEveryFieldOfADeployment(String file) throws IOException {
        FlinkDeployment deployment = deployment(read("kubernetes/" + file));
        assertThat(deployment.getSpec().getJob().getParallelism()).isEqualTo(4);
        assertThat(deployment.getSpec().getTaskManager().getResource().getMemory())
                .isEqualTo("4096m");
        assertThat(deployment.getSpec().getJob().getUpgradeMode())
                .isEqualTo(file.contains("stream") ? UpgradeMode.SAVEPOINT : UpgradeMode.STATELESS);
        assertThat(deployment.getSpec().getPodTemplate().getSpec().getContainers())
                .hasSize(1)
                .allMatch(container -> container.getName().equals("flink-main-container"));
    }

    @Test
    void aMisspeltFieldIsFoundAtEveryDepth() throws IOException {
        for (String place : new String[] {"/spec", "/spec/job", "/spec/podTemplate/spec"}) {
            ObjectNode deployment = read("kubernetes/routesight-stream.yaml");
            ((ObjectNode) deployment.at(place)).put("misspelt", "x");
            assertThatThrownBy(() -> deployment(deployment))
                    .as(place)
                    .isInstanceOf(UnrecognizedPropertyException.class)
                    .hasMessageContaining("misspelt");
        }
    }

    @Test
    void kubernetesKnowsEveryFieldOfTheConfiguration() throws IOException {
        ConfigMap map =
                YAML.treeToValue(read("kubernetes/routesight-config.yaml"), ConfigMap.class);
        assertThat(map.getData()).containsOnlyKeys("routesight.yaml");
    }

    @Test
    void kubernetesKnowsEveryFieldOfWhatTellsPeople() throws IOException {
        Deployment alerts =
                YAML.treeToValue(read("kubernetes/routesight-alerts.yaml"), Deployment.class);
        assertThat(alerts.getSpec().getTemplate().getSpec().getContainers())
                .extracting(Container::getName)
                .containsExactly("notify", "metrics");
        for (Container container : alerts.getSpec().getTemplate().getSpec().getContainers()) {
            assertThat(container.getCommand()).contains(Main.class.getName(), container.getName());
        }
    }

    @Test
    void theComposeFileIsOne() throws IOException {
        JsonSchema schema = composeSchema();
        assertThat(schema.validate(read("compose.yaml"))).isEmpty();
        ObjectNode misspelt = read("compose.yaml");
        ((ObjectNode) misspelt.at("/services/kafka")).put("imgae", "x");
        assertThat(schema.validate(misspelt)).isNotEmpty();
    }

    private static FlinkDeployment deployment(ObjectNode deployment) throws IOException {
        JsonNode version = deployment.at("/spec/flinkVersion");
        assertThat(version.asText()).isEqualTo("v2_2");
        ((ObjectNode) deployment.at("/spec")).put("flinkVersion", NEWEST_KNOWN);
        return YAML.treeToValue(deployment, FlinkDeployment.class);
    }

    private static JsonSchema composeSchema() throws IOException {
        try (InputStream in =
                DeploymentSchemaTest.class.getResourceAsStream("/compose/compose-spec.json")) {
            ObjectNode schema = (ObjectNode) YAML.readTree(in);
            schema.remove("$id"); // a relative one, with nothing that it is relative to
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
        }
    }

    private static ObjectNode read(String file) throws IOException {
        // Jackson alone would take an alias for a text
        return YAML.valueToTree(new Yaml().load(Files.readString(DEPLOY.resolve(file))));
    }
}
