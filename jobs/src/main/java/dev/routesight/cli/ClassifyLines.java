package dev.routesight.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.routesight.wording.TurnClassifier;
import dev.routesight.wording.Verdict;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Turns in, verdicts out, a line each, in order; an answer never waits for the next question. */
final class ClassifyLines {
    private final ObjectMapper mapper = new ObjectMapper();
    private final ObjectReader reader =
            mapper.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final TurnClassifier classifier;

    ClassifyLines(TurnClassifier classifier) {
        this.classifier = classifier;
    }

    /**
     * Reads to the end of {@code in}; blank lines are skipped.
     *
     * @throws UsageException naming the first line that is not as it should be
     */
    void run(InputStream in, OutputStream out) throws IOException {
        BufferedInputStream lines = new BufferedInputStream(in, 1 << 16);
        BufferedOutputStream verdicts = new BufferedOutputStream(out, 1 << 16);
        try {
            byte[] line = next(lines);
            for (long number = 1; line != null; number++) {
                if (!isBlank(line)) {
                    write(classify(parse(line, number), number), verdicts);
                }
                if (lines.available() == 0) {
                    verdicts.flush();
                }
                line = next(lines);
            }
        } finally {
            verdicts.flush();
        }
    }

    private Verdict classify(JsonNode turn, long number) {
        String before = text(turn, "prev_user", number);
        String answer = text(turn, "prev_assistant", number);
        String user = text(turn, "user", number);
        String told = text(turn, "language", number);
        String language = told == null ? "" : told;
        return classifier.classify(
                before == null ? null : classifier.describeTurn(before, language),
                answer == null ? null : classifier.describeAnswer(answer, language),
                classifier.describeTurn(user == null ? "" : user, language));
    }

    private JsonNode parse(byte[] line, long number) throws IOException {
        try {
            JsonNode turn = reader.readTree(line);
            if (turn.isObject()) {
                return turn;
            }
        } catch (JsonProcessingException | CharConversionException e) {
            // its message would repeat what a user wrote
        }
        throw new UsageException("line " + number + " of stdin is not a JSON object");
    }

    private static String text(JsonNode turn, String field, long number) {
        JsonNode value = turn.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw new UsageException(
                    "line " + number + " of stdin: " + field + " is neither text nor null");
        }
        return value.textValue();
    }

    private void write(Verdict verdict, OutputStream out) throws IOException {
        try (JsonGenerator json = mapper.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.writeStartObject();
            json.writeStringField("signal", verdict.kind());
            json.writeNumberField("confidence", verdict.confidence());
            json.writeStringField("rule", verdict.rule());
            json.writeStringField("language", verdict.language());
            json.writeEndObject();
        }
        out.write('\n');
    }

    private static byte[] next(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toByteArray();
    }

    private static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
