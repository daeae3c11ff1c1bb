package dev.routesight.confidence;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Traffic;
import dev.routesight.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.List;

/**
 * What the reference route spares, by bin of the score: rejected rate of cheap − of the reference,
 * with Newcombe's interval. A score worth its name has uplift that rises with it.
 *
 * @param bins lowest score first
 * @param slope change of uplift from score 0 to 1: weighted least squares over bin centres with
 *     weights 1/variance; above 0 when the score finds the queries that need the reference
 * @param label what the numbers mean, as for any contrast of routes
 */
public record Uplift(List<Estimate> bins, Estimate slope, String label) {

    /**
     * @param cheapAgainstReference by bin, x1 of n1 cheap, x0 of n0 reference
     */
    public static Uplift of(List<TwoByTwo> cheapAgainstReference, Traffic traffic, double level) {
        List<Estimate> bins = new ArrayList<>();
        double w = 0;
        double wx = 0;
        double wxx = 0;
        double wy = 0;
        double wxy = 0;
        int used = 0;
        for (int bin = 0; bin < cheapAgainstReference.size(); bin++) {
            TwoByTwo t = cheapAgainstReference.get(bin);
            bins.add(t.newcombe(level));
            if (!t.isComparable()) {
                continue;
            }
            // with one hit and one miss more in either group no variance is 0
            double v =
                    new TwoByTwo(t.x1() + 1, t.n1() + 2, t.x0() + 1, t.n0() + 2)
                            .differenceVariance();
            double x = (bin + 0.5) / cheapAgainstReference.size();
            w += 1 / v;
            wx += x / v;
            wxx += x * x / v;
            wy += t.difference() / v;
            wxy += x * t.difference() / v;
            used++;
        }
        double spread = wxx - wx * wx / w;
        Estimate slope =
                used < 2
                        ? Estimate.NONE
                        : Estimate.of(
                                (wxy - wx * wy / w) / spread,
                                Math.sqrt(1 / spread),
                                Critical.z(level));
        String label =
                traffic == Traffic.RANDOMISED
                        ? traffic.label()
                        : traffic.label() + "; range-restricted: the score decides who is seen";
        return new Uplift(List.copyOf(bins), slope, label);
    }
}
