package dev.routesight.drift;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Mode {@code fdr}: which tests are named as changed at the end of an epoch. Of those named a share
 * of at most α did not change in this epoch, on average ({@link EBenjaminiHochberg}); K hypotheses
 * are counted whether their cohorts exist or not. What was named an epoch ago is over.
 */
public final class NamedCohorts {
    private final int hypotheses;
    private final double alpha;

    public NamedCohorts(DriftSettings settings) {
        this.hypotheses = settings.tests();
        this.alpha = settings.alpha();
    }

    /**
     * @param said of tests whose e-value is 1 / α at least, in any order, with its logarithm as
     *     evidence; no other can be named
     * @return those named, in the order of their ids, with the logarithm of the e-value that was
     *     needed
     */
    public List<CohortDrift> of(List<CohortDrift> said) {
        List<CohortDrift> ordered = new ArrayList<>(said);
        ordered.sort(Comparator.comparing(CohortDrift::id));
        double[] eValues =
                ordered.stream().mapToDouble(each -> StrictMath.exp(each.logEvidence())).toArray();
        // more tests than the K that was configured: the promise is that of their number
        int counted = Math.max(hypotheses, eValues.length);
        int[] rejected = EBenjaminiHochberg.rejected(eValues, counted, alpha);
        List<CohortDrift> named = new ArrayList<>();
        for (int at : rejected) {
            CohortDrift each = ordered.get(at);
            double needed = StrictMath.log(counted / (alpha * rejected.length));
            named.add(each.in(CohortDrift.OPEN, each.at(), needed));
        }
        return named;
    }

    /** What was named before, at the end of the next epoch. */
    public static List<CohortDrift> over(List<CohortDrift> named, long at) {
        return named.stream()
                .map(each -> each.in(CohortDrift.EPOCH_ENDED, at, each.logThreshold()))
                .toList();
    }
}
