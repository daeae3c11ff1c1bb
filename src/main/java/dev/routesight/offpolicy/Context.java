package dev.routesight.offpolicy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a model of rewards may tell apart of a decision's context, as text: names as they are,
 * numbers coarsely (tenths up to 1, beyond that one digit), nested values likewise. Fields in order
 * of their names, so that the order in the log does not matter.
 */
public final class Context {
    private Context() {}

    public static String of(JsonNode context) {
        if (context == null || context.isNull()) {
            return "";
        }
        if (context.isNumber()) {
            return coarse(context.doubleValue());
        }
        if (context.isObject()) {
            Map<String, String> fields = new TreeMap<>();
            context.properties().forEach(f -> fields.put(f.getKey(), of(f.getValue())));
            return fields.toString();
        }
        if (context.isArray()) {
            StringBuilder all = new StringBuilder("[");
            context.forEach(value -> all.append(of(value)).append(','));
            return all.append(']').toString();
        }
        return context.asText();
    }

    private static String coarse(double x) {
        if (Math.abs(x) <= 1) {
            return String.format(Locale.ROOT, "%.0f/10", Math.floor(x * 10));
        }
        return String.format(Locale.ROOT, "%.0e", x);
    }
}
