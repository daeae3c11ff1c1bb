package dev.routesight.database;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;

/**
 * How rows stand in NDJSON, wherever they come from: times in RFC 3339, UTC, with milliseconds;
 * decimal numbers without trailing zeros and without an exponent.
 */
final class RowJson {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final Set<String> NOT_SHOWN = Set.of("generation", "row_key", "raw");

    private static final JsonFactory JSON = new JsonFactory();

    private RowJson() {}

    /** Whether a column is for readers, or only for those who write the table. */
    static boolean shows(String column) {
        return !NOT_SHOWN.contains(column);
    }

    /** A row as one JSON object in UTF-8, without an end of line. */
    static <T> byte[] bytes(List<Column<T>> columns, T row) throws IOException {
        ByteArrayBuilder bytes = new ByteArrayBuilder(1024);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            for (Column<T> column : columns) {
                out.writeFieldName(column.name());
                Object value = column.value().apply(row);
                if (column.isJson()) {
                    out.writeRawValue((String) value);
                } else {
                    writeValue(out, value);
                }
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static void writeValue(JsonGenerator out, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof OffsetDateTime time) {
            out.writeString(MILLIS.format(time.withOffsetSameInstant(ZoneOffset.UTC)));
        } else if (value instanceof BigDecimal number) {
            BigDecimal canonical = number.stripTrailingZeros();
            BigDecimal plain = canonical.scale() < 0 ? canonical.setScale(0) : canonical;
            out.writeNumber(plain.toPlainString());
        } else if (value instanceof String[] texts) {
            out.writeArray(texts, 0, texts.length);
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            out.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            out.writeBoolean(truth);
        } else {
            out.writeString(value.toString());
        }
    }
}
