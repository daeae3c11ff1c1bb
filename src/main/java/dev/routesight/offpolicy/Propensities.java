package dev.routesight.offpolicy;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.SharedStateContinuousSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Propensities rebuilt for gateways that log the router's posteriors or scores and a sampling rule
 * instead. The rule must be the one that ran; nothing here can check that.
 */
public final class Propensities {
    private final long seed;
    private final int draws;

    /**
     * @param seed of the Monte Carlo draws: equal seeds give equal propensities
     * @param draws standard error is √(p(1−p)/draws), at most 0.5/√draws
     */
    public Propensities(long seed, int draws) {
        this.seed = seed;
        this.draws = draws;
    }

    /** A Beta posterior of a route's success rate: a successes, b failures, priors included. */
    public record Posterior(double a, double b) {
        public Posterior {
            if (!(a > 0 && b > 0)) {
                throw new IllegalArgumentException("Beta(" + a + ", " + b + ") is no distribution");
            }
        }
    }

    /**
     * Thompson sampling over two routes: both rates are drawn from their posteriors and the larger
     * one wins, P(X₁ &gt; X₀).
     *
     * @return probability that the first route is picked; never 0 or 1, as the draws cannot tell
     */
    public double thompson(Posterior first, Posterior other) {
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        Beta one = new Beta(first, random);
        Beta two = new Beta(other, random);
        long wins = 0;
        for (int i = 0; i < draws; i++) {
            wins += one.sample() > two.sample() ? 1 : 0;
        }
        return (wins + 0.5) / (draws + 1.0);
    }

    /** Softmax over scores: exp(s_a/τ) / Σ exp(s/τ), exactly. */
    public static double[] softmax(double[] scores, double temperature) {
        if (!(temperature > 0)) {
            throw new IllegalArgumentException("temperature " + temperature + " is not above 0");
        }
        double most = Double.NEGATIVE_INFINITY;
        for (double s : scores) {
            most = Math.max(most, s);
        }
        double[] p = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp((scores[i] - most) / temperature);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /**
     * Softmax over scores that are themselves noisy at decision time: mean over normal draws with
     * the given standard deviations.
     */
    public double[] softmax(double[] means, double[] deviations, double temperature) {
        for (double deviation : deviations) {
            if (!(deviation >= 0)) {
                throw new IllegalArgumentException("deviation " + deviation + " is below 0");
            }
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed);
        var gaussian =
                org.apache.commons.rng.sampling.distribution.ZigguratSampler.NormalizedGaussian.of(
                        random);
        double[] p = new double[means.length];
        double[] scores = new double[means.length];
        for (int i = 0; i < draws; i++) {
            for (int a = 0; a < scores.length; a++) {
                scores[a] = means[a] + deviations[a] * gaussian.sample();
            }
            double[] drawn = softmax(scores, temperature);
            for (int a = 0; a < p.length; a++) {
                p[a] += drawn[a] / draws;
            }
        }
        return p;
    }

    /** G/(G + H) of two gamma draws. */
    private static final class Beta {
        private final SharedStateContinuousSampler g;
        private final SharedStateContinuousSampler h;

        Beta(Posterior posterior, UniformRandomProvider random) {
            g = AhrensDieterMarsagliaTsangGammaSampler.of(random, posterior.a(), 1);
            h = AhrensDieterMarsagliaTsangGammaSampler.of(random, posterior.b(), 1);
        }

        double sample() {
            double x = g.sample();
            return x / (x + h.sample());
        }
    }
}
