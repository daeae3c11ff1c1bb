package dev.routesight.tally;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.routesight.event.Dimensions;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which dimensions make a cohort. {@code query_shape}, {@code language} (the query's), {@code
 * router_version}, {@code model} and {@code route} are a decision's own; any other name is a label.
 */
public final class Cut implements Serializable {
    private static final long serialVersionUID = 1;
    private static final int CACHED = 4096;
    private static final JsonFactory JSON = new JsonFactory();

    private final List<String> dimensions;
    private transient Map<List<String>, String> cohorts;

    public Cut(List<String> dimensions) {
        this.dimensions = List.copyOf(dimensions);
    }

    /** The dimension names, joined by a comma. */
    public String name() {
        return String.join(",", dimensions);
    }

    List<String> dimensions() {
        return dimensions;
    }

    /** A dimension's value; empty when the decision has none. */
    static String valueOf(String dimension, Dimensions d) {
        return switch (dimension) {
            case "query_shape" -> d.queryShape();
            case "language" -> d.language();
            case "router_version" -> d.routerVersion();
            case "model" -> d.model();
            case "route" -> d.route();
            default -> d.labels() == null ? "" : d.labels().getOrDefault(dimension, "");
        };
    }

    /** The cohort as a JSON object of the cut's dimensions. */
    public String cohortOf(Dimensions d) {
        String[] values = new String[dimensions.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = valueOf(dimensions.get(i), d);
        }
        if (cohorts == null || cohorts.size() > CACHED) {
            cohorts = new HashMap<>();
        }
        return cohorts.computeIfAbsent(List.of(values), this::json);
    }

    /** Whether its dimensions are these. */
    public boolean isOf(Set<String> names) {
        return Set.copyOf(dimensions).equals(names);
    }

    /** The cohort of given values by dimension. */
    public String cohortOf(Map<String, String> values) {
        return json(dimensions.stream().map(name -> values.getOrDefault(name, "")).toList());
    }

    /**
     * The values of a cohort by dimension, in the cut's order.
     *
     * @param cohort as {@link #cohortOf} makes it
     */
    public static Map<String, String> valuesOf(String cohort) {
        Map<String, String> values = new LinkedHashMap<>();
        try (JsonParser json = JSON.createParser(cohort)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                values.put(json.currentName(), json.nextTextValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not a cohort: " + cohort, e);
        }
        return values;
    }

    private String json(List<String> values) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < values.size(); i++) {
            json.append(i == 0 ? "" : ",");
            quote(dimensions.get(i), json);
            json.append(':');
            quote(values.get(i), json);
        }
        return json.append('}').toString();
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"').append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
    }
}
