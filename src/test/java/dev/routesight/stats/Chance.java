package dev.routesight.stats;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Seeded draws for simulations. */
public final class Chance {
    private final UniformRandomProvider random;

    public Chance(long seed) {
        random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    public double uniform() {
        return random.nextDouble();
    }

    public boolean hits(double p) {
        return random.nextDouble() < p;
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Successes of n trials. */
    public int binomial(int n, double p) {
        int k = 0;
        for (int i = 0; i < n; i++) {
            k += hits(p) ? 1 : 0;
        }
        return k;
    }

    /** 1, 2, …: how often a user comes, with this mean. */
    public int visits(double mean) {
        int n = 1;
        while (!hits(1 / mean)) {
            n++;
        }
        return n;
    }

    /** A user's own factor on a rate: mean 1. */
    public double temper() {
        return hits(0.5) ? 0.5 : 1.5;
    }

    public double normal() {
        return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
    }
}
