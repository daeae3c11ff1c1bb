package dev.routesight.control;

import dev.routesight.drift.CohortDrift;

/**
 * From when to when a drift of a cohort was open.
 *
 * @param what drifted, in words
 * @param openedAt event time in epoch milliseconds
 * @param overAt event time at which it was over; {@link Long#MAX_VALUE} while open
 */
public record DriftSpan(String what, long openedAt, long overAt) {

    public static DriftSpan of(CohortDrift drift) {
        return new DriftSpan(
                drift.signal() + " on " + drift.route(),
                drift.openedAt(),
                drift.isOpen() ? Long.MAX_VALUE : drift.at());
    }

    /** What is known when another statement about the same drift is known too, in any order. */
    public DriftSpan with(DriftSpan other) {
        return overAt <= other.overAt ? this : other;
    }

    public boolean isOpenAt(long time) {
        return openedAt <= time && time < overAt;
    }
}
