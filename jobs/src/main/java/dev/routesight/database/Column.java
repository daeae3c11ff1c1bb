package dev.routesight.database;

import java.io.Serializable;
import java.util.function.Function;

/**
 * A column of a table and what it gets of a row.
 *
 * @param placeholder how its value stands in the statement: {@code ?}, or with a cast
 * @param value what it gets; a type that the driver knows, or null
 */
record Column<T>(String name, String placeholder, Value<T> value) implements Serializable {

    /** A function that travels to the cluster. */
    interface Value<T> extends Function<T, Object>, Serializable {}

    static <T> Column<T> of(String name, Value<T> value) {
        return new Column<>(name, "?", value);
    }

    static <T> Column<T> json(String name, Value<T> value) {
        return new Column<>(name, "?::jsonb", value);
    }
}
