package dev.routesight.drift;

/**
 * What one block of decisions says for a change of a given size, as a logarithm.
 *
 * <p>The contract: under the null, whatever came before, E[exp(at(effect)) | past] ≤ 1 for every
 * effect. All promises of this package rest on it.
 */
@FunctionalInterface
public interface LogEvidence {
    /**
     * @param effect log odds ratio (log ratio for a mean): above 0 a rise, below 0 a fall
     */
    double at(double effect);
}
