package dev.routesight.wording;

/** A structural trait of a message. Append only: ordinals are in state. */
enum Trait {
    ASKS,
    ASKS_YES_NO,
    TRUNCATED,
    HAS_CODE,
    OFFERS,
    TWO_SIDED;

    long bit() {
        return 1L << ordinal();
    }
}
