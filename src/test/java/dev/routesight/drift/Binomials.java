package dev.routesight.drift;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Exact binomial draws for any n and p: inversion for small means, else the transformed rejection
 * BTRS of Hörmann, "The generation of binomial random variates" (1993).
 */
public final class Binomials {
    final UniformRandomProvider uniform;

    public Binomials(long seed) {
        uniform = RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    double uniform() {
        return uniform.nextDouble();
    }

    public double normal() {
        // Box and Muller
        double radius = Math.sqrt(-2 * Math.log(1 - uniform.nextDouble()));
        return radius * Math.cos(2 * Math.PI * uniform.nextDouble());
    }

    public long draw(long n, double p) {
        if (n == 0 || p <= 0) {
            return 0;
        }
        if (p > 0.5) {
            return n - draw(n, 1 - p);
        }
        return n * p < 10 ? inversion(n, p) : btrs(n, p);
    }

    /** Gamma of shape a ≥ 0 by Marsaglia and Tsang (2000). */
    double gamma(double a) {
        if (a < 1) {
            return gamma(a + 1) * Math.pow(1 - uniform.nextDouble(), 1 / a);
        }
        double d = a - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0
                    && Math.log(1 - uniform.nextDouble())
                            < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    /** A rate of mean p whose draws of one user have intra-class correlation icc. */
    double beta(double p, double icc) {
        double size = 1 / icc - 1;
        double a = gamma(p * size);
        return a / (a + gamma((1 - p) * size));
    }

    private long inversion(long n, double p) {
        // gaps between events are geometric
        double log = Math.log1p(-p);
        long at = 0;
        long events = -1;
        while (at <= n) {
            double gap = Math.log(1 - uniform.nextDouble()) / log;
            at += gap > n ? n + 1 : (long) gap + 1;
            events++;
        }
        return events;
    }

    private long btrs(long n, double p) {
        double sd = Math.sqrt(n * p * (1 - p));
        double b = 1.15 + 2.53 * sd;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double c = n * p + 0.5;
        double vr = 0.92 - 4.2 / b;
        double alpha = (2.83 + 5.1 / b) * sd;
        double logOdds = Math.log(p / (1 - p));
        long m = (long) Math.floor((n + 1) * p);
        double h = logFactorial(m) + logFactorial(n - m);
        while (true) {
            double u = uniform.nextDouble() - 0.5;
            double v = 1 - uniform.nextDouble();
            double us = 0.5 - Math.abs(u);
            long k = (long) Math.floor((2 * a / us + b) * u + c);
            if (us >= 0.07 && v <= vr) {
                return k;
            }
            if (k < 0 || k > n) {
                continue;
            }
            double ratio = Math.log(v * alpha / (a / (us * us) + b));
            if (ratio <= h - logFactorial(k) - logFactorial(n - k) + (k - m) * logOdds) {
                return k;
            }
        }
    }

    private static double logFactorial(long k) {
        return LogGamma.value(k + 1.0);
    }
}
