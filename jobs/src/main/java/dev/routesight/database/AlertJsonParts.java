package dev.routesight.database;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.routesight.drift.CohortDrift;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/** What stands in the columns of {@code drift_alert} that are JSON. */
final class AlertJsonParts {
    private static final JsonFactory JSON = new JsonFactory();

    private AlertJsonParts() {}

    private interface Part {
        void writeTo(JsonGenerator out) throws IOException;
    }

    /** The cohorts that an alert covers. */
    static String covers(List<CohortDrift> covers) {
        return text(
                out -> {
                    out.writeStartArray();
                    for (CohortDrift each : covers) {
                        write(each, out);
                    }
                    out.writeEndArray();
                });
    }

    private static void write(CohortDrift each, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("test", each.test());
        out.writeStringField("against", AlertColumns.against(each));
        out.writeStringField("cut", each.cut());
        out.writeFieldName("cohort");
        out.writeRawValue(each.cohort());
        out.writeStringField("route", each.route());
        out.writeStringField("state", each.state());
        out.writeFieldName("since");
        RowJson.writeValue(out, Values.time(each.since()));
        out.writeNumberField("before_rate", each.before());
        out.writeNumberField("now_rate", each.now());
        out.writeNumberField("ratio", each.ratio());
        out.writeNumberField("decisions", each.decisions());
        out.writeNumberField("events", each.events());
        out.writeNumberField("excess", each.excess());
        out.writeEndObject();
    }

    /** What else changed, by name. */
    static String changed(List<CohortDrift.Change> changes) {
        return text(
                out -> {
                    out.writeStartObject();
                    for (CohortDrift.Change change : changes) {
                        out.writeObjectFieldStart(change.what());
                        out.writeFieldName("before");
                        RowJson.writeValue(out, change.before());
                        out.writeFieldName("since");
                        RowJson.writeValue(out, change.since());
                        out.writeEndObject();
                    }
                    out.writeEndObject();
                });
    }

    private static String text(Part part) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            part.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
