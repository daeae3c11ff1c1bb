package dev.routesight.database;

import java.io.Serializable;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;

/**
 * Writes rows of a table by a guarded upsert: absolute values overwrite, but never an older row a
 * newer one. A replay writes the same again.
 *
 * @param key columns of the primary key
 * @param guard what orders two versions of a row, the lesser of which never wins: columns, or
 *     expressions in which {@code %s} stands for the row
 * @param growing columns of which the greater value stays, whichever row wins
 */
record Upsert<T>(
        String table,
        List<Column<T>> columns,
        List<String> key,
        List<String> guard,
        List<String> growing)
        implements JdbcStatementBuilder<T>, Serializable {

    Upsert(String table, List<Column<T>> columns, List<String> key, List<String> guard) {
        this(table, columns, key, guard, List.of());
    }

    String sql() {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String values = columns.stream().map(Column::placeholder).collect(Collectors.joining(", "));
        String assignments =
                columns.stream()
                        .map(Column::name)
                        .filter(name -> !key.contains(name))
                        .map(this::assignment)
                        .collect(Collectors.joining(", "));
        return "insert into %s as t (%s) values (%s) on conflict (%s) do update set %s where (%s) >= (%s)"
                .formatted(
                        table,
                        names,
                        values,
                        String.join(", ", key),
                        assignments,
                        qualified("excluded"),
                        qualified("t"));
    }

    private String assignment(String name) {
        return growing.contains(name)
                ? "%1$s = greatest(excluded.%1$s, t.%1$s)".formatted(name)
                : "%1$s = excluded.%1$s".formatted(name);
    }

    private String qualified(String row) {
        return guard.stream()
                .map(part -> part.contains("%s") ? part.formatted(row) : row + "." + part)
                .collect(Collectors.joining(", "));
    }

    @Override
    public void accept(PreparedStatement statement, T row) throws SQLException {
        for (int i = 0; i < columns.size(); i++) {
            Object value = columns.get(i).value().apply(row);
            if (value instanceof String[] texts) {
                Array array = statement.getConnection().createArrayOf("text", texts);
                statement.setArray(i + 1, array);
            } else {
                statement.setObject(i + 1, value);
            }
        }
    }
}
