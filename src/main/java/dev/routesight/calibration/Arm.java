package dev.routesight.calibration;

import java.io.Serializable;

/**
 * An arm of an experiment.
 *
 * @param share of units in millionths
 * @param route that every decision of the arm is forced to; empty: live routing
 */
public record Arm(String name, int share, String route) implements Serializable {
    /** What shares of an experiment add up to. */
    public static final int ALL = 1_000_000;

    public boolean isLive() {
        return route.isEmpty();
    }
}
