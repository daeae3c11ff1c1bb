package dev.routesight.drift;

/** Sums of numbers that are kept as logarithms; {@link StrictMath}, so every machine agrees. */
final class LogMath {
    private LogMath() {}

    /** log(exp(a) + exp(b)) without overflow; either may be minus infinity. */
    static double logSum(double a, double b) {
        double larger = Math.max(a, b);
        if (larger == Double.NEGATIVE_INFINITY) {
            return larger;
        }
        return larger + StrictMath.log1p(StrictMath.exp(Math.min(a, b) - larger));
    }

    /** log(n), minus infinity at 0. */
    static double log(double n) {
        return n > 0 ? StrictMath.log(n) : Double.NEGATIVE_INFINITY;
    }

    /** log(1 + p (e^effect - 1)): the cumulant function of a Bernoulli(p) at {@code effect}. */
    static double cumulant(double p, double effect) {
        return StrictMath.log1p(p * StrictMath.expm1(effect));
    }
}
