package dev.routesight.money;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.Jackknife;
import dev.routesight.stats.TwoByTwo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Randomised traffic of two routes by bin (query shape × score bin) and bucket of the unit: what a
 * decision that the policy sends to cheap costs in bad answers. How many the policy sent where is
 * known without error; the rates of the bins are not.
 */
public final class RandomisedBins {
    private static final int N1 = 0;
    private static final int X1 = 1;
    private static final int H1 = 2;
    private static final int N0 = 3;
    private static final int X0 = 4;
    private static final int H0 = 5;
    private static final int COLUMNS = 6;

    /** Bin to sums by bucket. */
    private final Map<String, double[][]> bins = new TreeMap<>();

    /**
     * Adds decisions of one bin, bucket and route.
     *
     * @param cheap whether of the cheap route, else of the reference
     * @param rejected decisions with any rejecting signal
     * @param priced USD that their signals cost by the price book
     */
    public void add(
            String bin, int bucket, boolean cheap, double n, double rejected, double priced) {
        double[] sums =
                bins.computeIfAbsent(bin, b -> new double[Jackknife.BUCKETS][COLUMNS])[bucket];
        int at = cheap ? N1 : N0;
        sums[at] += n;
        sums[at + 1] += rejected;
        sums[at + 2] += priced;
    }

    /**
     * Bad answers that the reference would not have given.
     *
     * <p>The bins' own intervals, put together, widened by the design effect that the jackknife
     * over buckets finds: they stay honest where counts are small, and where users recur.
     *
     * @param policyCheap decisions that the policy sent to cheap, by bin
     */
    public MisrouteCost misroutes(Map<String, Double> policyCheap, double level) {
        double effect = designEffect(policyCheap, level);
        List<MisrouteCost.Bin> all = new ArrayList<>();
        policyCheap.forEach((bin, n) -> all.add(new MisrouteCost.Bin(bin, n, table(bin), effect)));
        return MisrouteCost.of(all, level);
    }

    /**
     * What they cost by the price book: Σ over bins of N × (priced per decision, cheap −
     * reference).
     */
    public Estimate priced(Map<String, Double> policyCheap, double level) {
        boolean blind =
                policyCheap.entrySet().stream()
                        .anyMatch(e -> e.getValue() > 0 && !table(e.getKey()).isComparable());
        return blind ? Estimate.NONE : jackknife(policyCheap, H1, H0).estimate(0, level);
    }

    private double designEffect(Map<String, Double> policyCheap, double level) {
        double independent = 0;
        for (Map.Entry<String, Double> entry : policyCheap.entrySet()) {
            TwoByTwo t = table(entry.getKey());
            if (t.isComparable()) {
                independent += entry.getValue() * entry.getValue() * t.differenceVariance();
            }
        }
        double found = jackknife(policyCheap, X1, X0).covariance()[0][0];
        return independent > 0 && Double.isFinite(found) ? Math.max(1, found / independent) : 1;
    }

    private TwoByTwo table(String bin) {
        double[] t = new double[COLUMNS];
        for (double[] bucket : bins.getOrDefault(bin, new double[0][])) {
            for (int c = 0; c < COLUMNS; c++) {
                t[c] += bucket[c];
            }
        }
        return new TwoByTwo(bin, t[X1], t[N1], t[X0], t[N0]);
    }

    private Jackknife jackknife(Map<String, Double> policyCheap, int hits1, int hits0) {
        List<String> names = new ArrayList<>(bins.keySet());
        double[][] sums = new double[Jackknife.BUCKETS][COLUMNS * names.size()];
        Map<String, Integer> places = new HashMap<>();
        for (String name : names) {
            int at = COLUMNS * places.size();
            places.put(name, at);
            for (int bucket = 0; bucket < sums.length; bucket++) {
                System.arraycopy(bins.get(name)[bucket], 0, sums[bucket], at, COLUMNS);
            }
        }
        return Jackknife.of(
                sums,
                t -> {
                    double excess = 0;
                    for (Map.Entry<String, Double> entry : policyCheap.entrySet()) {
                        Integer at = places.get(entry.getKey());
                        if (at != null && t[at + N1] > 0 && t[at + N0] > 0) {
                            excess +=
                                    entry.getValue()
                                            * (t[at + hits1] / t[at + N1]
                                                    - t[at + hits0] / t[at + N0]);
                        }
                    }
                    return new double[] {excess};
                });
    }
}
