package dev.routesight.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;

/** The types that option values have. */
final class OptionTypes {
    static final OptionType<String> STRING =
            OptionType.of(
                    "text",
                    "text",
                    value -> value == null ? "" : OptionType.text(value),
                    OptionTypes::quoted);

    static final OptionType<Integer> INTEGER =
            OptionType.of(
                    "whole number",
                    "a whole number",
                    value -> Integer.valueOf(OptionType.text(value).replace("_", "")),
                    String::valueOf);

    static final OptionType<Double> NUMBER =
            OptionType.of(
                    "number",
                    "a number such as 0.05",
                    value -> Double.valueOf(OptionType.text(value)),
                    String::valueOf);

    static final OptionType<Boolean> BOOLEAN =
            OptionType.of(
                    "true or false", "true or false", OptionTypes::readBoolean, String::valueOf);

    static final OptionType<Duration> DURATION =
            OptionType.of(
                    "duration",
                    "a duration such as 500ms, 120s, 2m, 1h, 7d or PT2M",
                    value -> Durations.parse(OptionType.text(value)),
                    Durations::format);

    static final OptionType<List<Duration>> DURATIONS =
            listOf("list of durations", "a list of durations such as [2m, 30m]", DURATION);

    static final OptionType<List<String>> STRINGS =
            listOf("list of text", "a list such as [a, b]", STRING);

    static final OptionType<List<List<String>>> CUTS =
            OptionType.of(
                    "list of lists of text",
                    "a list of lists of dimension names such as [[], [query_shape]]",
                    value -> each(list(value), cut -> each(list(cut), OptionTypes::name)),
                    cuts -> cuts.stream().map(STRINGS.write()).collect(inBrackets()));

    static final OptionType<Map<String, String>> MAP =
            new OptionType<>(
                    "mapping of text to text",
                    "a mapping such as {name: value}",
                    true,
                    OptionTypes::readMap,
                    OptionTypes::writeMap);

    static final OptionType<List<Map<String, String>>> MAPS =
            OptionType.of(
                    "list of mappings of text to text",
                    "a list of mappings such as [{tenant: acme}]",
                    value -> each(list(value), OptionTypes::readMap),
                    maps -> maps.stream().map(MAP.write()).collect(inBrackets()));

    private OptionTypes() {}

    static <E extends Enum<E>> OptionType<E> oneOf(Class<E> type) {
        String known =
                Arrays.stream(type.getEnumConstants())
                        .map(OptionTypes::label)
                        .collect(Collectors.joining(", "));
        return OptionType.of(
                "one of " + known,
                "one of " + known,
                value -> Enum.valueOf(type, OptionType.text(value).toUpperCase(Locale.ROOT)),
                OptionTypes::label);
    }

    /** A list, for which a single value may stand for a list of one. */
    private static <T> OptionType<List<T>> listOf(
            String name, String expected, OptionType<T> element) {
        return OptionType.of(
                name,
                expected,
                value ->
                        value instanceof String
                                ? List.of(element.read().apply(value))
                                : each(list(value), item -> element.read().apply(present(item))),
                values -> values.stream().map(element.write()).collect(inBrackets()));
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static boolean readBoolean(Object value) {
        return switch (OptionType.text(value)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Map<String, String> readMap(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("not a mapping");
        }
        Map<String, String> read = new LinkedHashMap<>();
        map.forEach((name, item) -> read.put((String) name, STRING.read().apply(item)));
        return Collections.unmodifiableMap(read);
    }

    private static String writeMap(Map<String, String> map) {
        return map.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ": " + quoted(entry.getValue()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static List<?> list(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("not a list");
    }

    private static String name(Object value) {
        return OptionType.text(value);
    }

    private static Object present(Object value) {
        if (value == null) {
            throw new IllegalArgumentException("an empty element");
        }
        return value;
    }

    private static <T> List<T> each(List<?> values, Function<Object, T> read) {
        List<T> all = new ArrayList<>();
        for (Object value : values) {
            all.add(read.apply(value));
        }
        return List.copyOf(all);
    }

    private static Collector<CharSequence, ?, String> inBrackets() {
        return Collectors.joining(", ", "[", "]");
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z][A-Za-z0-9_./-]*")
                ? text
                : "'" + text.replace("'", "''") + "'";
    }
}
