package dev.routesight.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values that were said for options, and where. */
final class Settings {
    private record Said(Object value, String where) {}

    private final Map<String, Said> values = new LinkedHashMap<>();

    /**
     * Reads and keeps a value, over any earlier one.
     *
     * @param key of an option, or of one entry of an option that is a mapping
     * @param where a file and line, a variable or an argument
     * @throws ConfigurationException when there is no such key or it cannot have this value
     */
    void put(String key, Object value, String where) {
        Option<?> option = Options.find(key).orElse(null);
        if (option != null) {
            values.put(key, new Said(read(option, value, where), where));
            return;
        }
        Option<Map<String, String>> map = mapAbove(key);
        if (map == null) {
            throw refused(where, key, "unknown key" + Suggestions.didYouMean(key, Options.keys()));
        }
        String entry = key.substring(map.key().length() + 1);
        Map<String, String> all = new LinkedHashMap<>(get(map));
        all.putAll((Map<String, String>) read(map, Collections.singletonMap(entry, value), where));
        values.put(map.key(), new Said(Collections.unmodifiableMap(all), where));
    }

    @SuppressWarnings("unchecked") // put reads a value by its option's own type
    <T> T get(Option<T> option) {
        Said said = values.get(option.key());
        return said == null ? option.defaultValue() : (T) said.value();
    }

    boolean isSaid(Option<?> option) {
        return values.containsKey(option.key());
    }

    /** A complaint about a checked value, with the place where it was said. */
    ConfigurationException refused(BadSetting bad) {
        Said said = values.get(bad.key());
        return new ConfigurationException(
                (said == null ? "" : said.where() + ": ") + bad.getMessage());
    }

    private static <T> T read(Option<T> option, Object value, String where) {
        try {
            return option.type().read().apply(value);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(
                    where,
                    option.key(),
                    "expected " + option.type().expected() + but(option, value));
        }
    }

    private static String but(Option<?> option, Object value) {
        return option.secret() || option.type().isMap()
                ? ""
                : ", not " + (value == null ? "nothing" : "'" + value + "'");
    }

    private static ConfigurationException refused(String where, String key, String problem) {
        return new ConfigurationException(where + ": " + key + ": " + problem);
    }

    private static Option<Map<String, String>> mapAbove(String key) {
        Option<Map<String, String>> map = Options.KAFKA_PROPERTIES;
        return key.startsWith(map.key() + ".") && key.length() > map.key().length() + 1
                ? map
                : null;
    }
}
