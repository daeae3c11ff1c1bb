package dev.routesight.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class Suggestions {
    private Suggestions() {}

    /** {@code "; did you mean x?"}, or nothing when no name is near. */
    public static String didYouMean(String given, Collection<String> known) {
        return nearest(given, known).map(name -> "; did you mean " + name + "?").orElse("");
    }

    static Optional<String> nearest(String given, Collection<String> known) {
        String folded = fold(given);
        int limit = Math.max(2, folded.length() / 3);
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(folded, name)))
                .filter(name -> distance(folded, name) <= limit);
    }

    /** Case and word separators are what is most often written otherwise. */
    private static String fold(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    private static int distance(String given, String known) {
        String last = known.substring(known.lastIndexOf('.') + 1);
        int whole = levenshtein(given, known);
        // the key without its group is a near miss, whatever the length of the group's name
        return last.equals(given) ? Math.min(whole, 1) : whole;
    }

    private static int levenshtein(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
