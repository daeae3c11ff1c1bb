package dev.routesight.simulate;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;

/** All chance of a simulation: a seeded generator and the few draws that conversations need. */
final class Dice {
    private final UniformRandomProvider generator;
    private final ZigguratSampler.NormalizedGaussian gaussian;

    Dice(long seed) {
        generator = RandomSource.XO_SHI_RO_256_PP.create(seed);
        gaussian = ZigguratSampler.NormalizedGaussian.of(generator);
    }

    double uniform() {
        return generator.nextDouble();
    }

    boolean hits(double chance) {
        return chance > 0 && generator.nextDouble() < chance;
    }

    int below(int bound) {
        return generator.nextInt(bound);
    }

    double normal() {
        return gaussian.sample();
    }

    /** Log-normal with the given median. */
    double around(double median, double spread) {
        return median * StrictMath.exp(spread * gaussian.sample());
    }

    /**
     * Mixes 64 bits (Stafford's variant 13): a bijection, so that distinct inputs stay distinct.
     */
    static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** A number in [0, 1) that depends on its inputs alone. */
    static double hashed(long seed, long key) {
        return (mix(mix(seed) + key * 0x9e3779b97f4a7c15L) >>> 11) * 0x1.0p-53;
    }
}
