package dev.routesight.report;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.util.PGobject;

/** Asks the database, and gives rows of values that JSON knows. */
final class Rows {
    private final Connection connection;

    Rows(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    /** All rows of a query, each by column name. Lists of text become arrays. */
    List<Map<String, Object>> of(String sql, Object... parameters) throws SQLException {
        List<Map<String, Object>> rows = new ArrayList<>();
        each(sql, rows::add, parameters);
        return rows;
    }

    /** The first row of a query that has one. */
    Map<String, Object> one(String sql, Object... parameters) throws SQLException {
        return of(sql, parameters).get(0);
    }

    /** Whether a table or view of this name is there. */
    boolean exists(String table) throws SQLException {
        return one("select to_regclass(?) is not null as there", table).get("there")
                == Boolean.TRUE;
    }

    /** What takes a row. */
    interface Taker {
        void take(Map<String, Object> row);
    }

    /** The same without keeping them. */
    void each(String sql, Taker taker, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setFetchSize(5_000);
            for (int i = 0; i < parameters.length; i++) {
                bind(statement, i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                ResultSetMetaData columns = result.getMetaData();
                while (result.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 1; i <= columns.getColumnCount(); i++) {
                        row.put(columns.getColumnLabel(i), value(result.getObject(i)));
                    }
                    taker.take(row);
                }
            }
        }
    }

    private void bind(PreparedStatement statement, int at, Object value) throws SQLException {
        if (value instanceof List<?> list) {
            statement.setArray(at, connection.createArrayOf("text", list.toArray()));
        } else if (value instanceof Instant time) {
            statement.setObject(at, time.atOffset(ZoneOffset.UTC));
        } else {
            statement.setObject(at, value);
        }
    }

    /** Numbers are finite doubles or integers, times RFC 3339 in UTC, days ISO dates. */
    private static Object value(Object value) throws SQLException {
        if (value instanceof BigDecimal number) {
            return number.scale() <= 0 && number.precision() < 19
                    ? (Object) number.longValueExact()
                    : (Object) number.doubleValue();
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        if (value instanceof Timestamp time) {
            return time.toInstant().toString();
        }
        if (value instanceof Date day) {
            return day.toLocalDate().toString();
        }
        if (value instanceof Array array) {
            return Arrays.asList((Object[]) array.getArray());
        }
        return value instanceof PGobject json ? Json.tree(json.getValue()) : value;
    }

    static double number(Map<String, Object> row, String column) {
        Object value = row.get(column);
        return value == null ? Double.NaN : ((Number) value).doubleValue();
    }

    static long count(Map<String, Object> row, String column) {
        Object value = row.get(column);
        return value == null ? 0 : ((Number) value).longValue();
    }

    static String text(Map<String, Object> row, String column) {
        return (String) row.get(column);
    }

    static Instant time(Map<String, Object> row, String column) {
        String text = text(row, column);
        return text == null ? null : Instant.parse(text);
    }

    static LocalDate day(Map<String, Object> row, String column) {
        return LocalDate.parse(text(row, column));
    }
}
