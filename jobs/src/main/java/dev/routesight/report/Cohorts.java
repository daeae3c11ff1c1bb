package dev.routesight.report;

import dev.routesight.tally.Cut;
import java.util.stream.Collectors;

/** Cohorts as people call them. */
final class Cohorts {
    /** What the cap on cohorts has merged. */
    private static final String OTHER = "__other__";

    /** First strong isolate and its end: a value's direction of writing stays within it. */
    private static final String ISOLATE = "\u2068";

    private static final String END = "\u2069";

    private Cohorts() {}

    /** The values of its dimensions; each is isolated, so that no direction of writing leaks. */
    static String label(String cohort) {
        if (!cohort.startsWith("{")) {
            return cohort.equals(OTHER) ? "others, merged by the cap" : cohort;
        }
        String label =
                Cut.valuesOf(cohort).values().stream()
                        .map(v -> v.isBlank() ? "(none)" : ISOLATE + v + END)
                        .collect(Collectors.joining(" · "));
        return label.isEmpty() ? "all traffic" : label;
    }
}
