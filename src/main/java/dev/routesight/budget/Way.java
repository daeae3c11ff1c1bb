package dev.routesight.budget;

import java.util.Locale;

/** A way to learn what the other route would have done. */
public enum Way {
    /** Decisions that get a random route, one half each. */
    EXPLORE("rejected rate of cheap - of the reference"),
    /** Users of an experiment whose route is fixed, one half each. */
    FORCED("rejected rate of cheap - of the reference"),
    /** Decisions that both routes answer, and a judge compares. */
    SHADOW("share of pairs won - of pairs lost");

    private final String measures;

    Way(String measures) {
        this.measures = measures;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whose difference from 0 it sees. */
    public String measures() {
        return measures;
    }
}
