package dev.routesight.tally;

import java.util.Arrays;

/**
 * Small sorted sets in arrays, for what was seen of a dimension that is no cohort's: of more than
 * {@link #MOST} values the smallest stay, so that the order in which they come does not matter.
 */
public final class Distinct {
    public static final int MOST = 8;

    private Distinct() {}

    /** The set with one more value; the same array if that changes nothing. Null is empty. */
    public static String[] with(String[] set, String value) {
        if (set == null) {
            return new String[] {value};
        }
        for (String known : set) {
            if (known.equals(value)) {
                return set;
            }
        }
        String[] more = Arrays.copyOf(set, set.length + 1);
        more[set.length] = value;
        Arrays.sort(more);
        return more.length <= MOST ? more : Arrays.copyOf(more, MOST);
    }

    public static double[] with(double[] set, double value) {
        if (set == null) {
            return new double[] {value};
        }
        for (double known : set) {
            if (known == value) {
                return set;
            }
        }
        double[] more = Arrays.copyOf(set, set.length + 1);
        more[set.length] = value;
        Arrays.sort(more);
        return more.length <= MOST ? more : Arrays.copyOf(more, MOST);
    }
}
