package dev.routesight.event;

import java.util.Map;

/**
 * A row of an offline benchmark.
 *
 * @param score null when absent
 * @param correctNanos share correct in [0, 1], in 1e-9
 * @param labels null when absent
 */
public record EvalPart(
        String benchmark,
        String route,
        Double score,
        long correctNanos,
        String queryShape,
        String language,
        Map<String, String> labels) {}
