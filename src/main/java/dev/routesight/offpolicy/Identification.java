package dev.routesight.offpolicy;

import java.util.Locale;

/**
 * Whether a log can tell the value of a candidate policy at all.
 *
 * @param status {@code identified}, {@code weak} (shown, with a warning) or {@code unidentifiable}
 * @param reason in words; empty when identified
 * @param remedy what would make it identifiable; empty when identified
 */
public record Identification(Status status, String reason, String remedy) {
    /** Below this many effective rows no normal interval can be believed. */
    public static final double LEAST_EFFECTIVE = 100;

    /** Below this many effective hits or misses neither (as for any rate). */
    public static final double LEAST_HITS = 5;

    /** No single row may carry more of the weight. */
    public static final double MOST_OF_ONE_ROW = 0.1;

    /** Share of the candidate's choices that the log may lack. */
    public static final double MOST_UNSUPPORTED = 0.05;

    /** Below this share of effective rows the weights' skewness is looked at. */
    public static final double LEAST_SHARE = 0.1;

    private static final Identification IDENTIFIED = new Identification(Status.IDENTIFIED, "", "");

    /** Can it be told? */
    public enum Status {
        IDENTIFIED,
        WEAK,
        UNIDENTIFIABLE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Some decisions carry no propensity. */
    public static Identification withoutPropensities(long missing, long rows) {
        return unidentifiable(
                "%d of %d decisions carry no propensity, and none is assumed"
                        .formatted(missing, rows),
                "log the probability with which the router picked the route it picked, of every"
                        + " decision");
    }

    /**
     * @param unsupported mean probability that the candidate gives to what the log never tried
     * @param deterministic every logged choice had probability 1
     */
    public static Identification of(Overlap overlap, double unsupported, boolean deterministic) {
        if (overlap.rows() == 0) {
            return unidentifiable("the log has no decisions", "log decisions");
        }
        if (deterministic && overlap.meanWeight() < 1 - 1e-9) {
            return unidentifiable(
                    "the logging policy is deterministic: every choice had probability 1, so what"
                            + " the candidate does otherwise was never tried",
                    "give a small share of decisions a random route and log its probability");
        }
        if (overlap.effective() == 0) {
            return unidentifiable(
                    "no overlap: the candidate never does what was logged",
                    "let the logging policy try what the candidate does, now and then");
        }
        if (unsupported > MOST_UNSUPPORTED) {
            return unidentifiable(
                    words(
                            "no overlap: %.0f %% of the candidate's choices are of a kind that the"
                                    + " logging policy never or hardly ever made",
                            100 * unsupported),
                    "explore those routes, if only with a small probability");
        }
        double gap = 1 - overlap.meanWeight();
        if (gap > MOST_UNSUPPORTED && gap > 4 * overlap.meanWeightError()) {
            return unidentifiable(
                    words(
                            "the mean weight is %.3f instead of 1: the logging policy never makes"
                                + " about %.0f %% of the candidate's choices, or propensities are"
                                + " wrong",
                            overlap.meanWeight(), 100 * gap),
                    "explore what is missing, or log the propensities that were really used");
        }
        if (overlap.effective() < LEAST_EFFECTIVE) {
            return unidentifiable(
                    words(
                            "the effective sample size is %.1f of %d decisions, too few for an"
                                    + " estimate (at least %.0f)",
                            overlap.effective(), overlap.rows(), LEAST_EFFECTIVE),
                    words(
                            "some %.0f times as many decisions, or a logging policy closer to the"
                                    + " candidate",
                            Math.ceil(LEAST_EFFECTIVE / overlap.effective())));
        }
        if (overlap.heaviestShare() > MOST_OF_ONE_ROW) {
            return unidentifiable(
                    words(
                            "a single decision of weight %.0f carries %.0f %% of the answer",
                            overlap.largestWeight(), 100 * overlap.heaviestShare()),
                    "a logging policy with larger probabilities where the candidate acts");
        }
        if (overlap.effective() < LEAST_SHARE * overlap.rows()
                && overlap.rows() < overlap.neededForNormal()) {
            return unidentifiable(
                    words(
                            "the effective sample size is %.1f of %d decisions, and weights are so"
                                + " uneven that no interval can be believed below %.0f decisions",
                            overlap.effective(), overlap.rows(), overlap.neededForNormal()),
                    "more decisions, or a logging policy closer to the candidate");
        }
        return hits(overlap);
    }

    private static Identification hits(Overlap overlap) {
        if (overlap.isBinary()) {
            double least = Math.min(overlap.effectiveHits(), overlap.effectiveMisses());
            if (least < LEAST_HITS) {
                return unidentifiable(
                        words(
                                "only %.1f effective decisions of the rarer reward, too few for an"
                                        + " interval (at least %.0f)",
                                least, LEAST_HITS),
                        "more decisions, or a logging policy closer to the candidate");
            }
        }
        if (overlap.effective() < LEAST_SHARE * overlap.rows()) {
            return new Identification(
                    Status.WEAK,
                    words(
                            "the effective sample size is %.0f of %d decisions: a few heavy ones"
                                    + " decide, and normal intervals are too narrow",
                            overlap.effective(), overlap.rows()),
                    "a logging policy closer to the candidate");
        }
        double off = Math.abs(overlap.meanWeight() - 1);
        if (off > 4 * overlap.meanWeightError() && off > 1e-6) {
            return new Identification(
                    Status.WEAK,
                    words(
                            "the mean weight is %.4f instead of 1, more than chance allows:"
                                    + " propensities may not be those that were used",
                            overlap.meanWeight()),
                    "log the propensities that were really used");
        }
        return IDENTIFIED;
    }

    private static Identification unidentifiable(String reason, String remedy) {
        return new Identification(Status.UNIDENTIFIABLE, reason, remedy);
    }

    private static String words(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    public boolean isUnidentifiable() {
        return status == Status.UNIDENTIFIABLE;
    }
}
