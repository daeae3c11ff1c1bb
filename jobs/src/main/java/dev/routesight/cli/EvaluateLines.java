package dev.routesight.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.routesight.offpolicy.Context;
import dev.routesight.offpolicy.LoggedDecisions;
import dev.routesight.source.Compression;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;

/** Reads logged decisions, and says of a bad line which it is and what is wrong with it. */
final class EvaluateLines {
    private static final double ROUNDING = 1e-3;

    private final ObjectReader reader =
            new ObjectMapper()
                    .readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final Path file;
    private final String policy;
    private long number;
    private long missing;
    private long firstMissing;

    EvaluateLines(Path file, String policy) {
        this.file = file;
        this.policy = policy;
    }

    /** Decisions without a propensity; they are not in the log that was read. */
    long missing() {
        return missing;
    }

    long firstMissing() {
        return firstMissing;
    }

    LoggedDecisions read(Progress progress) throws IOException {
        LoggedDecisions log = new LoggedDecisions();
        Compression compression = Compression.of(file.getFileName().toString());
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                compression.open(Files.newInputStream(file)),
                                StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    add(parse(line), log);
                }
                if (number % 10_000 == 0) {
                    progress.at(Progress.Position.of("reading", number));
                }
            }
        } catch (CharacterCodingException e) {
            throw new UsageException(file + ": not UTF-8 after line " + number);
        } catch (EOFException | ZipException e) {
            throw new UsageException(
                    file + ": broken compressed file after line " + number + ": " + e.getMessage());
        }
        return log;
    }

    private JsonNode parse(String line) {
        try {
            JsonNode row = reader.readTree(line);
            if (row.isObject()) {
                return row;
            }
        } catch (JsonProcessingException e) {
            // said below; its message would repeat the line
        }
        throw bad("is not a JSON object");
    }

    private void add(JsonNode row, LoggedDecisions log) {
        JsonNode action = row.path("action");
        if (!(action.isTextual() || action.isIntegralNumber()) || action.asText().isEmpty()) {
            throw bad("action is not a name");
        }
        JsonNode reward = row.path("reward");
        if (!reward.isNumber() || !Double.isFinite(reward.doubleValue())) {
            throw bad("reward is not a number");
        }
        Map<String, Double> candidate = candidate(row);
        Map<String, Double> logging =
                row.hasNonNull("propensities")
                        ? chances(row.get("propensities"), "propensities")
                        : Map.of();
        Double propensity = propensity(row, logging.get(action.asText()));
        if (propensity == null) {
            firstMissing = missing++ == 0 ? number : firstMissing;
            return;
        }
        JsonNode unit = row.path("unit");
        log.add(
                action.asText(),
                propensity,
                reward.doubleValue(),
                Context.of(row.get("context")),
                candidate,
                logging,
                unit.isValueNode() && !unit.isNull() ? unit.asText() : null);
    }

    private Double propensity(JsonNode row, Double fromAll) {
        JsonNode propensity = row.path("propensity");
        if (propensity.isMissingNode() || propensity.isNull()) {
            if (fromAll == null) {
                return null;
            }
            if (fromAll > 0) {
                return fromAll;
            }
        } else if (propensity.isNumber()
                && propensity.doubleValue() > 0
                && propensity.doubleValue() <= 1) {
            return propensity.doubleValue();
        }
        throw bad("propensity is not a number above 0 and at most 1");
    }

    private Map<String, Double> candidate(JsonNode row) {
        JsonNode candidates = row.path("candidates");
        if (!candidates.isObject()) {
            throw bad("candidates is not an object of policies");
        }
        JsonNode chosen = candidates.get(policy);
        if (chosen == null || chosen.isNull()) {
            String names =
                    candidates.isEmpty()
                            ? "there is none"
                            : "there is "
                                    + String.join(", ", (Iterable<String>) candidates::fieldNames);
            throw bad("candidates has no policy '" + policy + "' (" + names + ")");
        }
        return chances(chosen, "candidates." + policy);
    }

    private Map<String, Double> chances(JsonNode node, String what) {
        if (!node.isObject()) {
            throw bad(what + " is not an object {action: probability}");
        }
        Map<String, Double> chances = new LinkedHashMap<>();
        double sum = 0;
        for (Map.Entry<String, JsonNode> choice : node.properties()) {
            double p = choice.getValue().isNumber() ? choice.getValue().doubleValue() : -1;
            if (!(p >= 0 && p <= 1)) {
                throw bad(what + "." + choice.getKey() + " is not a probability");
            }
            chances.put(choice.getKey(), p);
            sum += p;
        }
        if (sum > 1 + ROUNDING) {
            throw bad(what + " adds up to " + sum + ", more than 1");
        }
        return chances;
    }

    private UsageException bad(String what) {
        return new UsageException(file + " line " + number + ": " + what);
    }
}
