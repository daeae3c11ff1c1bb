package dev.routesight.drift;

/** Which moves of a signal are drift: rejections should not rise, quiet exits should do neither. */
public enum Watch {
    RISES,
    FALLS,
    BOTH;

    public boolean rises() {
        return this != FALLS;
    }

    public boolean falls() {
        return this != RISES;
    }

    /** How many sides of a learnt null need a bound. */
    int sides() {
        return this == BOTH ? 2 : 1;
    }
}
