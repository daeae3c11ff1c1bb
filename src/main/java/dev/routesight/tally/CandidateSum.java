package dev.routesight.tally;

import dev.routesight.attribution.Outcome;
import dev.routesight.event.CandidatePolicy;
import java.util.Locale;
import java.util.Map;

/**
 * The sums of a row of {@code candidate_tally}: what the logged decisions of a cell say about
 * another policy e. With p the logged probability of the route taken, π(a) the candidate's of route
 * a, w = π(taken)/p, r = rejected (0 or 1) and c = cost (absent: 0). Each term is quantised once to
 * 1e-9. Append only: the order is in state.
 *
 * <p>A row is one of a route a that the candidate may take. The sums of weights stand in the row of
 * the route that was taken; those that name π stand in each.
 */
public enum CandidateSum {
    /** Σw. */
    WEIGHT,
    /** Σw². */
    WEIGHT_SQ,
    /** Σwr. */
    WEIGHT_REJECTED,
    /** Σw²r. */
    WEIGHT_SQ_REJECTED,
    /** Σwc. */
    WEIGHT_COST,
    /** Σw²c. */
    WEIGHT_SQ_COST,
    /** Σw²c². */
    WEIGHT_SQ_COST_SQ,
    /** Σw²cr. */
    WEIGHT_SQ_COST_REJECTED,
    /** Σmin(w, 10). */
    CLIPPED_10,
    /** Σmin(w, 10)·r. */
    CLIPPED_10_REJECTED,
    /** Σmin(w, 100). */
    CLIPPED_100,
    /** Σmin(w, 100)·r. */
    CLIPPED_100_REJECTED,
    /** Cost of the decisions, Σc. */
    COST_USD,
    /** Σπ(a). */
    CHANCE,
    /** Σπ(a)²; with two routes, Σπ(a)π(b) = Σπ(a) − Σπ(a)². */
    CHANCE_SQ,
    /** Σwπ(a). */
    WEIGHT_CHANCE,
    /** Σwrπ(a). */
    WEIGHT_REJECTED_CHANCE,
    /** Σwcπ(a). */
    WEIGHT_COST_CHANCE,
    /** Σπ(a) where the log never takes a, or less often than {@link #LEAST}. */
    UNSUPPORTED;

    /**
     * A stretch of {@link Bucketed} begins with decisions, rejected ones, and root decisions that
     * gave the candidate but no propensity of their route, which are in nothing else. A retry or
     * escalation without propensity was no choice of the policy's, and is left out.
     */
    public static final int COUNTS = 3;

    /** A propensity below this is as good as none. */
    public static final double LEAST = 1e-6;

    static final int LENGTH = COUNTS + 2 * values().length;

    /** The column's name in SQL. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    private int at() {
        return COUNTS + 2 * ordinal();
    }

    private void add(long[] v, int at, double term) {
        if (term != 0) {
            ExactSums.addTerm(v, at + at(), term);
        }
    }

    /** Whether a decision can speak of a candidate. */
    static boolean isWeighable(Outcome o) {
        return o.propensities() != null && o.propensities().getOrDefault(o.route(), 0.0) >= LEAST;
    }

    /** Where the sums of a candidate's route are. */
    interface Rows {
        Bucketed of(String policy, String route);
    }

    /** Counts an outcome that is not weighable. */
    static void addMissing(Outcome o, CandidatePolicy candidate, Rows rows) {
        Bucketed taken = rows.of(candidate.policy(), o.route());
        int at = taken.at(Bucketed.bucketOf(o.unit()), LENGTH);
        taken.values[at + 2]++;
    }

    /** Adds a weighable outcome to the bucket of its unit. */
    static void add(Outcome o, CandidatePolicy candidate, Rows rows) {
        int bucket = Bucketed.bucketOf(o.unit());
        Map<String, Double> propensities = o.propensities();
        double w =
                candidate.probabilities().getOrDefault(o.route(), 0.0)
                        / propensities.get(o.route());
        double r = o.rejected() ? 1 : 0;
        double c = o.costNanos() == null ? 0 : o.costNanos() / 1e9;
        Bucketed taken = rows.of(candidate.policy(), o.route());
        addWeights(taken, bucket, w, r, c);
        for (Map.Entry<String, Double> to : candidate.probabilities().entrySet()) {
            double chance = to.getValue();
            if (chance == 0) {
                continue;
            }
            Bucketed row = rows.of(candidate.policy(), to.getKey());
            int at = row.at(bucket, LENGTH);
            long[] v = row.values;
            CHANCE.add(v, at, chance);
            CHANCE_SQ.add(v, at, chance * chance);
            WEIGHT_CHANCE.add(v, at, w * chance);
            WEIGHT_REJECTED_CHANCE.add(v, at, w * r * chance);
            WEIGHT_COST_CHANCE.add(v, at, w * c * chance);
            if (propensities.getOrDefault(to.getKey(), 0.0) < LEAST) {
                UNSUPPORTED.add(v, at, chance);
            }
        }
    }

    private static void addWeights(Bucketed taken, int bucket, double w, double r, double c) {
        int at = taken.at(bucket, LENGTH);
        long[] v = taken.values;
        v[at]++;
        v[at + 1] += (long) r;
        COST_USD.add(v, at, c);
        WEIGHT.add(v, at, w);
        WEIGHT_SQ.add(v, at, w * w);
        WEIGHT_REJECTED.add(v, at, w * r);
        WEIGHT_SQ_REJECTED.add(v, at, w * w * r);
        WEIGHT_COST.add(v, at, w * c);
        WEIGHT_SQ_COST.add(v, at, w * w * c);
        WEIGHT_SQ_COST_SQ.add(v, at, w * w * c * c);
        WEIGHT_SQ_COST_REJECTED.add(v, at, w * w * c * r);
        CLIPPED_10.add(v, at, Math.min(w, 10));
        CLIPPED_10_REJECTED.add(v, at, Math.min(w, 10) * r);
        CLIPPED_100.add(v, at, Math.min(w, 100));
        CLIPPED_100_REJECTED.add(v, at, Math.min(w, 100) * r);
    }
}
