package dev.routesight.drift;

/** The way a rate or mean moved. */
public enum Direction {
    RISE,
    FALL;

    /** The direction of a change of {@code effect}, a log odds ratio or log ratio. */
    public static Direction of(double effect) {
        return effect > 0 ? RISE : FALL;
    }
}
