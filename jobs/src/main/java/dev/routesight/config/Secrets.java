package dev.routesight.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tells by its name that a client property holds a secret. */
final class Secrets {
    private static final Pattern NAMES =
            Pattern.compile("(?i)password|secret|jaas|token|credential|keystore\\.key");

    private Secrets() {}

    static boolean isNamed(String property) {
        return NAMES.matcher(property).find();
    }

    static boolean anyIn(Map<?, ?> properties) {
        return properties.keySet().stream().anyMatch(name -> isNamed((String) name));
    }

    /** The properties as they may be shown. */
    static Map<String, String> masked(Map<String, String> properties) {
        Map<String, String> shown = new TreeMap<>(properties);
        shown.replaceAll((name, value) -> isNamed(name) ? "***" : value);
        return shown;
    }
}
