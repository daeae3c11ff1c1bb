package dev.routesight.tally;

/** A unit's decisions (high 32 bits) and rejected decisions (low 32 bits) as one number. */
final class UnitCounts {
    private UnitCounts() {}

    static long pack(long decisions, long rejected) {
        return decisions << 32 | rejected;
    }

    static long decisions(long packed) {
        return packed >>> 32;
    }

    static long rejected(long packed) {
        return packed & 0xffff_ffffL;
    }
}
