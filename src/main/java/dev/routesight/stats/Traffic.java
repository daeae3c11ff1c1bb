package dev.routesight.stats;

/**
 * Why decisions got their route, and so what a contrast of routes among them can mean. {@code
 * policy} traffic compares different queries: the score decides the route, so that cheap gets the
 * easier ones, and even the sign of a contrast can be wrong.
 */
public enum Traffic {
    /** The router's own choice. */
    POLICY("observed, not causal"),
    /** Routes given at random: {@code explore}, or {@code forced} by an experiment's arm. */
    RANDOMISED("causal");

    private final String label;

    Traffic(String label) {
        this.label = label;
    }

    /** What every contrast must be labelled with. */
    public String label() {
        return label;
    }

    /** By the {@code assignment} of decisions. */
    public static Traffic of(String assignment) {
        return assignment.equals("explore") || assignment.equals("forced") ? RANDOMISED : POLICY;
    }
}
