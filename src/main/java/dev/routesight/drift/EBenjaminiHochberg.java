package dev.routesight.drift;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The e-BH procedure: which of K hypotheses to reject so that the false discovery rate stays at
 * most α, for any dependence between their e-values.
 *
 * <p>With e-values sorted down, reject the k* largest, k* the largest k with k · e_(k) ≥ K / α. The
 * promise holds at one stopping time that is common to all; looking again and again and keeping all
 * that was ever rejected is covered by a weaker one only. K counts the hypotheses of the epoch,
 * also those of cohorts not yet born, whose e-value is 1.
 *
 * <p>Source: Wang and Ramdas, "False discovery rate control with e-values".
 */
public final class EBenjaminiHochberg {
    private EBenjaminiHochberg() {}

    /**
     * @param eValues of the hypotheses that have one
     * @param hypotheses K, at least as many
     * @return indices into {@code eValues}, ascending
     */
    public static int[] rejected(double[] eValues, int hypotheses, double alpha) {
        if (hypotheses < eValues.length || !(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException(
                    eValues.length + " e-values of " + hypotheses + " hypotheses at " + alpha);
        }
        Integer[] order = IntStream.range(0, eValues.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -eValues[i]));
        int rejected = 0;
        for (int k = 1; k <= order.length; k++) {
            if (k * eValues[order[k - 1]] >= hypotheses / alpha) {
                rejected = k;
            }
        }
        return Arrays.stream(order, 0, rejected).mapToInt(Integer::intValue).sorted().toArray();
    }
}
