package dev.routesight.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Reads declared experiments from YAML and refuses what does not make sense, by name. */
public final class ExperimentFile {
    private static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory())
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ExperimentFile() {}

    /**
     * @throws IllegalArgumentException in one line, when the file says something that is not so
     */
    public static List<Experiment> read(InputStream in) throws IOException {
        JsonNode root;
        try {
            root = YAML.readTree(in);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not YAML: " + e.getOriginalMessage(), e);
        }
        allow(root, "the file", "experiments");
        List<Experiment> experiments = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : root.path("experiments")) {
            Experiment experiment = experiment(node);
            if (!names.add(experiment.name())) {
                throw new IllegalArgumentException(experiment.name() + " is declared twice");
            }
            experiments.add(experiment);
        }
        return experiments;
    }

    private static Experiment experiment(JsonNode node) {
        String name = text(node, "name", "an experiment");
        allow(node, name, "name", "unit", "start", "end", "before", "arms");
        List<Arm> arms = new ArrayList<>();
        for (JsonNode arm : node.path("arms")) {
            allow(arm, name + ": an arm", "name", "share", "route");
            String armName = text(arm, "name", name + ": an arm");
            arms.add(
                    new Arm(
                            armName,
                            millionths(arm.path("share"), name + ": share of arm " + armName),
                            arm.path("route").asText("")));
        }
        return new Experiment(
                name,
                node.path("unit").asText("user"),
                time(node, "start", name),
                time(node, "end", name),
                before(node, name),
                arms);
    }

    private static int millionths(JsonNode share, String what) {
        try {
            BigDecimal value = share.isNumber() ? share.decimalValue() : BigDecimal.ZERO;
            return value.movePointRight(6).intValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    what + " must be a share of 1 with at most six decimals", e);
        }
    }

    /** Whole days, such as 14d. */
    private static Duration before(JsonNode node, String what) {
        String text = node.path("before").asText("0d");
        if (!text.matches("\\d{1,4}d")) {
            throw new IllegalArgumentException(what + ": before must be whole days, such as 14d");
        }
        return Duration.ofDays(Long.parseLong(text.substring(0, text.length() - 1)));
    }

    private static Instant time(JsonNode node, String field, String what) {
        try {
            return Instant.parse(text(node, field, what));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    what + ": " + field + " must be a time such as 2026-11-01T00:00:00Z", e);
        }
    }

    private static String text(JsonNode node, String field, String what) {
        String value = node.path(field).asText("");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(what + " has no " + field);
        }
        return value;
    }

    private static void allow(JsonNode node, String what, String... fields) {
        Set<String> known = Set.of(fields);
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException(what + " has an unknown key '" + name + "'");
            }
        }
    }
}
