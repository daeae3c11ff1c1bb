package dev.routesight.sql;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.flink.types.Row;

/** Rows of the database and of Flink as texts that can be compared, sorted. */
final class Rows {
    private Rows() {}

    static List<String> ofDatabase(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(text(result.getObject(i)));
                }
                rows.add(row.toString());
            }
        }
        return rows.stream().sorted().toList();
    }

    static List<String> ofFlink(List<Row> rows) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (Row row : rows) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.getArity(); i++) {
                values.add(text(row.getField(i)));
            }
            texts.add(values.toString());
        }
        return texts.stream().sorted().toList();
    }

    /** The type in Flink of a type of the database; empty for what cannot be read. */
    static String flinkType(String type) {
        return switch (type) {
            case "text" -> "STRING";
            case "boolean" -> "BOOLEAN";
            case "integer" -> "INT";
            case "bigint" -> "BIGINT";
            case "double precision" -> "DOUBLE";
            case "numeric" -> "DECIMAL(38, 9)";
            case "timestamp with time zone" -> "TIMESTAMP(3)";
            case "date" -> "DATE";
            case "bytea" -> "BYTES";
            case "text[]" -> "ARRAY<STRING>";
            case "jsonb" -> "";
            default -> throw new IllegalArgumentException("a type new to sql/flink: " + type);
        };
    }

    private static String text(Object value) throws SQLException {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros().toPlainString();
        }
        if (value instanceof Timestamp time) {
            // not toInstant, which counts days before 1582 by another calendar
            return time.toLocalDateTime().toInstant(ZoneOffset.UTC).toString();
        }
        if (value instanceof LocalDateTime time) {
            return time.toInstant(ZoneOffset.UTC).toString();
        }
        if (value instanceof Array array) {
            return Arrays.toString((Object[]) array.getArray());
        }
        if (value instanceof Object[] array) {
            return Arrays.toString(array);
        }
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        return String.valueOf(value);
    }
}
