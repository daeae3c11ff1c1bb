package dev.routesight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.database.Recommendations;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the router's thresholds should be, for a person to review. */
@Command(
        name = "recommend",
        description = {
            "What the thresholds of the router should be: the latest recommendation of each cohort"
                    + " as a diff to review, with what it would change, how surely, and why.",
            "Nothing is applied. --export prints the proposed thresholds (and those to go back to)"
                    + " as a piece of a router's configuration; the comments in it say where they"
                    + " are from and what to fill in.",
            "The job makes recommendations when the key prices names a file with a price of"
                    + " rejected answers; see the keys control.* and docs/control.md.",
        },
        footer = {
            "  ./routesight recommend --jdbc-url jdbc:postgresql://localhost/routesight",
            "  ./routesight recommend --jdbc-url … --cut query_shape --cohort"
                    + " '{\"query_shape\":\"sql\"}' --format json",
            "  ./routesight recommend --jdbc-url … --export litellm > thresholds.yaml",
        })
final class RecommendCommand implements Callable<Integer> {
    private static final String LITELLM = "litellm";
    private static final String VLLM_SR = "vllm-sr";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment;
    private final OutputStream out;

    @Mixin private CommonOptions common;
    @Mixin private DatasetOptions tables;

    @Option(
            names = "--cut",
            paramLabel = "CUT",
            description = "Dimension names joined by a comma, '' for all traffic (default: all).")
    private String cut;

    @Option(
            names = "--cohort",
            paramLabel = "JSON",
            description = "One cohort, such as '{\"query_shape\":\"sql\"}' (default: all).")
    private String cohort;

    @Option(
            names = "--export",
            paramLabel = "ROUTER",
            description = "Print configuration instead: litellm or vllm-sr.")
    private String export;

    @Mixin private AnswerFormat format;

    RecommendCommand(Map<String, String> environment, OutputStream out) {
        this.environment = environment;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = tables.reader(environment).read();
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        boolean json = format.isJson();
        check(json);
        List<ObjectNode> rows = new Recommendations(database, config.dataset()).latest(cut, cohort);
        if (rows.isEmpty()) {
            throw new UsageException(
                    "no recommendation of dataset "
                            + config.dataset()
                            + (cut == null ? "" : ", cut '" + cut + "'")
                            + (cohort == null ? "" : ", cohort " + cohort)
                            + ": the first comes at the end of a period (key control.period), for"
                            + " cohorts whose rejected answers have a price (key prices)");
        }
        out.write(text(rows, json).getBytes(StandardCharsets.UTF_8));
        out.flush();
        return 0;
    }

    private void check(boolean json) {
        if (export != null && !List.of(LITELLM, VLLM_SR).contains(export)) {
            throw new UsageException("--export must be litellm or vllm-sr, not '" + export + "'");
        }
        if (export != null && json) {
            throw new UsageException("--export prints YAML: it cannot be combined with --format");
        }
        if (cohort != null) {
            try {
                JsonNode read = JSON.readTree(cohort);
                if (read != null && read.isObject()) {
                    return;
                }
            } catch (JsonProcessingException e) {
                // said below
            }
            throw new UsageException(
                    "--cohort must be a JSON object such as {\"query_shape\":\"sql\"}, not '"
                            + cohort
                            + "'");
        }
    }

    private String text(List<ObjectNode> rows, boolean json) {
        if (export != null) {
            ThresholdExport exported = new ThresholdExport(rows);
            return export.equals(LITELLM) ? exported.litellm() : exported.vllmSr();
        }
        StringBuilder text = new StringBuilder();
        for (ObjectNode row : rows) {
            text.append(json ? AnswerJson.line(row) : new RecommendText(row).text());
        }
        return text.toString();
    }
}
