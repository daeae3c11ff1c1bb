package dev.routesight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.event.Hash64;
import dev.routesight.offpolicy.Propensities;
import dev.routesight.offpolicy.Propensities.Posterior;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines in, lines with propensities out, in order. */
final class PropensityLines {
    private static final int REMEMBERED = 100_000;

    private final ObjectMapper mapper =
            new ObjectMapper().setNodeFactory(JsonNodeFactory.withExactBigDecimals(true));
    private final ObjectReader reader =
            mapper.readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Of samplings met before: equal ones have equal propensities. */
    private final Map<String, Map<String, Double>> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Map<String, Double>> e) {
                    return size() > REMEMBERED;
                }
            };

    private final long seed;
    private final int draws;
    private long number;
    private long read;
    private long added;

    PropensityLines(long seed, int draws) {
        this.seed = seed;
        this.draws = draws;
    }

    long read() {
        return read;
    }

    long added() {
        return added;
    }

    void run(InputStream in, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    read++;
                    writer.write(withPropensities(line));
                    writer.write('\n');
                }
            }
        } catch (CharacterCodingException e) {
            throw new UsageException("stdin is not UTF-8 after line " + number);
        } finally {
            writer.flush();
        }
    }

    private String withPropensities(String line) throws IOException {
        if (!line.contains("\"sampling\"")) {
            return line;
        }
        ObjectNode row = parse(line);
        JsonNode sampling = row.path("sampling");
        if (sampling.isMissingNode() || sampling.isNull() || row.hasNonNull("propensities")) {
            return line;
        }
        if (!sampling.isObject()) {
            throw bad("sampling is not an object");
        }
        Map<String, Double> propensities = known.get(sampling.toString());
        if (propensities == null) {
            propensities = of(sampling);
            known.put(sampling.toString(), propensities);
        }
        ObjectNode node = row.putObject("propensities");
        propensities.forEach(node::put);
        JsonNode action = row.path("action");
        if (action.isValueNode() && !row.hasNonNull("propensity")) {
            Double p = propensities.get(action.asText());
            if (p == null) {
                throw bad("action '" + action.asText() + "' is not in its sampling");
            }
            row.put("propensity", p);
        }
        added++;
        return mapper.writeValueAsString(row);
    }

    private ObjectNode parse(String line) {
        try {
            if (reader.readTree(line) instanceof ObjectNode row) {
                return row;
            }
        } catch (JsonProcessingException e) {
            // said below; its message would repeat the line
        }
        throw bad("is not a JSON object");
    }

    private Map<String, Double> of(JsonNode sampling) {
        // draws of their own for each sampling, or the error of one would be that of all
        Propensities rebuilt = new Propensities(seed ^ Hash64.of(sampling.toString()), draws);
        try {
            return switch (sampling.path("rule").asText()) {
                case "thompson" -> thompson(sampling, rebuilt);
                case "softmax" -> softmax(sampling, rebuilt);
                default -> throw bad("sampling.rule is neither thompson nor softmax");
            };
        } catch (IllegalArgumentException e) {
            throw bad("sampling: " + e.getMessage());
        }
    }

    private Map<String, Double> thompson(JsonNode sampling, Propensities rebuilt) {
        List<String> routes = new ArrayList<>();
        List<Posterior> posteriors = new ArrayList<>();
        for (Map.Entry<String, JsonNode> route : sampling.path("posteriors").properties()) {
            JsonNode beta = route.getValue();
            if (!beta.isArray() || beta.size() != 2) {
                throw bad("sampling.posteriors." + route.getKey() + " is not [a, b]");
            }
            routes.add(route.getKey());
            String name = "sampling.posteriors." + route.getKey();
            posteriors.add(new Posterior(number(beta.get(0), name), number(beta.get(1), name)));
        }
        if (routes.size() != 2) {
            throw bad("sampling.posteriors has " + routes.size() + " routes instead of two");
        }
        double first = rebuilt.thompson(posteriors.get(0), posteriors.get(1));
        Map<String, Double> propensities = new LinkedHashMap<>();
        propensities.put(routes.get(0), first);
        propensities.put(routes.get(1), 1 - first);
        return propensities;
    }

    private Map<String, Double> softmax(JsonNode sampling, Propensities rebuilt) {
        List<String> routes = new ArrayList<>();
        JsonNode scores = sampling.path("scores");
        scores.properties().forEach(route -> routes.add(route.getKey()));
        if (routes.isEmpty()) {
            throw bad("sampling.scores has no routes");
        }
        double[] means = numbers(scores, routes, "sampling.scores");
        double temperature = number(sampling.path("temperature"), "sampling.temperature");
        JsonNode deviations = sampling.path("deviations");
        double[] chances =
                deviations.isMissingNode() || deviations.isNull()
                        ? Propensities.softmax(means, temperature)
                        : rebuilt.softmax(
                                means,
                                numbers(deviations, routes, "sampling.deviations"),
                                temperature);
        Map<String, Double> propensities = new LinkedHashMap<>();
        for (int i = 0; i < chances.length; i++) {
            propensities.put(routes.get(i), chances[i]);
        }
        return propensities;
    }

    private double[] numbers(JsonNode node, List<String> names, String what) {
        return names.stream()
                .mapToDouble(name -> number(node.path(name), what + "." + name))
                .toArray();
    }

    private double number(JsonNode node, String what) {
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw bad(what + " is not a number");
        }
        return node.doubleValue();
    }

    private UsageException bad(String what) {
        return new UsageException("line " + number + " of stdin: " + what);
    }
}
