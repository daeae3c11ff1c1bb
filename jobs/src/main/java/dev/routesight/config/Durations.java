package dev.routesight.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 500ms}, {@code 120s}, {@code 2m}, {@code 7d}. */
public final class Durations {
    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,15})\\s*(ms|s|m|min|h|d)");

    private Durations() {}

    /**
     * Reads a number with a unit, {@code 0}, or ISO-8601; whole milliseconds.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static Duration parse(String text) {
        Duration duration = read(text.strip());
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative: " + text);
        }
        if (duration.toNanosPart() % 1_000_000 != 0) {
            throw new IllegalArgumentException("finer than a millisecond: " + text);
        }
        return duration;
    }

    private static Duration read(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher simple = SIMPLE.matcher(text);
        if (!simple.matches()) {
            return iso(text);
        }
        long amount = Long.parseLong(simple.group(1));
        return switch (simple.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "h" -> Duration.ofMinutes(Math.multiplyExact(60, amount));
            case "d" -> Duration.ofMinutes(Math.multiplyExact(24 * 60, amount));
            default -> Duration.ofMinutes(amount);
        };
    }

    private static Duration iso(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a duration: " + text, e);
        }
    }

    /** The shortest form in one unit, which {@link #parse} reads back. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0";
        }
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
