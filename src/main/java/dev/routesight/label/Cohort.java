package dev.routesight.label;

/**
 * A cohort's decisions, and what is known of them by labels.
 *
 * @param decisions all of them
 * @param fired those for which the detector fired
 * @param whenFired labels among the fired
 * @param whenNot labels among the others
 */
public record Cohort(long decisions, long fired, Stratum whenFired, Stratum whenNot) {

    /** Share that fired: the raw rate. */
    double q() {
        return (double) fired / decisions;
    }

    /** Share of the fired where the signal was there; 0 when none fired, NaN without labels. */
    double p1() {
        return fired == 0 ? 0 : whenFired.share();
    }

    /** Share of the others where the signal was there; 0 when all fired, NaN without labels. */
    double p0() {
        return fired == decisions ? 0 : whenNot.share();
    }

    /** The prediction-powered estimate of the true rate. */
    double rate() {
        return q() * p1() + (1 - q()) * p0();
    }

    /** Share of the true signals that fired, by labels. */
    public double sensitivity() {
        return q() * p1() / rate();
    }

    /** Share of the decisions without the signal that did not fire, by labels. */
    public double specificity() {
        return (1 - q()) * (1 - p0()) / (1 - rate());
    }
}
