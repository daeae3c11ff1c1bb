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
 * @param guard columns that order two versions of a row; the lesser never wins
 */
record Upsert<T>(String table, List<Column<T>> columns, List<String> key, List<String> guard)
        implements JdbcStatementBuilder<T>, Serializable {

    String sql() {
        String names = columns.stream().map(Column::name).collect(Collectors.joining(", "));
        String values = columns.stream().map(Column::placeholder).collect(Collectors.joining(", "));
        String assignments =
                columns.stream()
                        .map(Column::name)
                        .filter(name -> !key.contains(name))
                        .map(name -> name + " = excluded." + name)
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

    private String qualified(String row) {
        return guard.stream().map(name -> row + "." + name).collect(Collectors.joining(", "));
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
