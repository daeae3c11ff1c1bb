package dev.routesight.wording;

/**
 * What a turn says about the answer before it.
 *
 * @param kind {@code correction}, {@code rephrase} or {@code none}
 * @param rule the rule or feature that decided, e.g. {@code repair}, {@code denial}, {@code
 *     sketch-similarity}
 * @param confidence in [0, 1]
 * @param language ISO 639-1 code, or empty when unknown
 */
public record Verdict(String kind, String rule, double confidence, String language) {
    public static final String CORRECTION = "correction";
    public static final String REPHRASE = "rephrase";
    public static final String NONE = "none";
}
