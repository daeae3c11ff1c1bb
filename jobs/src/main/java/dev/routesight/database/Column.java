package dev.routesight.database;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A column of a table and what it gets of a row.
 *
 * @param isJson whether its value is a text in JSON
 * @param value what it gets; a type that the driver knows, or null
 */
record Column<T>(String name, boolean isJson, Value<T> value) implements Serializable {

    /** A function that travels to the cluster. */
    interface Value<T> extends Function<T, Object>, Serializable {}

    static <T> Column<T> of(String name, Value<T> value) {
        return new Column<>(name, false, value);
    }

    static <T> Column<T> json(String name, Value<T> value) {
        return new Column<>(name, true, value);
    }

    /** The columns that every table has. */
    static <T> List<Column<T>> head(String dataset, int generation) {
        Integer number = generation;
        List<Column<T>> columns = new ArrayList<>();
        columns.add(of("dataset", row -> dataset));
        columns.add(of("generation", row -> number));
        return columns;
    }

    /** How its value stands in a statement. */
    String placeholder() {
        return isJson ? "?::jsonb" : "?";
    }
}
