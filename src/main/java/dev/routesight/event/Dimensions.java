package dev.routesight.event;

import java.util.Map;

/**
 * What decisions are told apart by. There are few of them, so that equal ones can be one object.
 *
 * @param model empty when unknown
 * @param routerVersion empty when unknown
 * @param assignment {@code policy}, {@code explore} or {@code forced}
 * @param experiment empty without one
 * @param arm empty without one
 * @param queryShape empty when absent
 * @param language the query's; empty when absent
 * @param labels further dimensions; null when absent
 */
public record Dimensions(
        String route,
        String model,
        String routerVersion,
        String assignment,
        String experiment,
        String arm,
        String queryShape,
        String language,
        Map<String, String> labels) {}
