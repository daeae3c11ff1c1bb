package dev.routesight.simulate;

/** Is told now and then how far a simulation has come. */
@FunctionalInterface
public interface ProgressListener {

    /**
     * @param lines written so far
     * @param share of the sessions played so far, in [0, 1]
     */
    void written(long lines, double share);
}
