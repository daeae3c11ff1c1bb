package dev.routesight.config;

import java.util.function.Function;

/**
 * How the values of an option are read from YAML and written back.
 *
 * @param name what kind of value it is, in a word or two
 * @param expected what a good value looks like, for the message about a bad one
 * @param isMap whether a value is itself a mapping, so that a nested mapping is not more keys
 * @param read from text, null, list or map, as {@link YamlSettings} yields them; throws {@link
 *     IllegalArgumentException} on anything unexpected
 * @param write as YAML that {@code read} takes back
 */
public record OptionType<T>(
        String name,
        String expected,
        boolean isMap,
        Function<Object, T> read,
        Function<T, String> write) {

    static <T> OptionType<T> of(
            String name, String expected, Function<Object, T> read, Function<T, String> write) {
        return new OptionType<>(name, expected, false, read, write);
    }

    /** A scalar's text; anything else is a complaint. */
    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("not a scalar");
    }
}
