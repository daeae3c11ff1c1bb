package dev.routesight.wording.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.routesight.wording.Verdict;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads labelled turns, a JSON object a line: the fields of classify ({@code prev_user}, {@code
 * prev_assistant}, {@code user}) and {@code binary} (1, 0, or null: not scored) or {@code label}
 * ({@code correction}, {@code rephrase}, {@code none}); optionally {@code language}, {@code group},
 * {@code kind}, {@code subset} or {@code source}, {@code synthetic_user}. Other fields are ignored.
 */
public final class LabelledTurns {
    private static final ObjectReader JSON =
            new ObjectMapper()
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private LabelledTurns() {}

    /**
     * @throws IllegalArgumentException naming file, line and what is wrong, without the text
     */
    public static List<LabelledTurn> read(BufferedReader in, String name) throws IOException {
        List<LabelledTurn> turns = new ArrayList<>();
        long number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            LabelledTurn turn = parse(line, number, name);
            if (turn != null) {
                turns.add(turn);
            }
        }
        return turns;
    }

    private static LabelledTurn parse(String line, long number, String name) {
        String where = name + " line " + number;
        JsonNode row;
        try {
            row = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(where + " is not a JSON object", e);
        }
        if (row == null || !row.isObject()) {
            throw new IllegalArgumentException(where + " is not a JSON object");
        }
        String label = text(row, "label", where);
        Boolean positive = positive(row, label, where);
        if (positive == null) {
            return null;
        }
        String user = text(row, "user", where);
        String group = text(row, "group", where);
        return new LabelledTurn(
                number,
                group == null ? name + ":" + number : group,
                source(row, name, where),
                orEmpty(text(row, "language", where)),
                text(row, "prev_user", where),
                text(row, "prev_assistant", where),
                orEmpty(user),
                label == null ? (positive ? "signal" : Verdict.NONE) : label,
                positive,
                row.path("synthetic_user").asBoolean(false));
    }

    /** Null when the row is not to be scored. */
    private static Boolean positive(JsonNode row, String label, String where) {
        JsonNode binary = row.get("binary");
        if (binary != null) {
            if (binary.isNull()) {
                return null;
            }
            if (!binary.isInt() || binary.intValue() < 0 || binary.intValue() > 1) {
                throw new IllegalArgumentException(where + ": binary is not 0, 1 or null");
            }
            return binary.intValue() == 1;
        }
        if (label == null) {
            throw new IllegalArgumentException(where + " has neither label nor binary");
        }
        return switch (label) {
            case Verdict.CORRECTION, Verdict.REPHRASE -> true;
            case Verdict.NONE -> false;
            default ->
                    throw new IllegalArgumentException(
                            where + ": label is not correction, rephrase or none");
        };
    }

    private static String source(JsonNode row, String name, String where) {
        for (String field : new String[] {"kind", "subset", "source"}) {
            String value = text(row, field, where);
            if (value != null) {
                return value;
            }
        }
        return name;
    }

    private static String text(JsonNode row, String field, String where) {
        JsonNode value = row.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException(where + ": " + field + " is neither text nor null");
        }
        return value.textValue();
    }

    private static String orEmpty(String text) {
        return text == null ? "" : text;
    }
}
