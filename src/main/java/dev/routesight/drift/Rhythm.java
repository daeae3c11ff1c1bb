package dev.routesight.drift;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Which rhythms of a rate are learnt and so are no drift. All in UTC.
 *
 * <p>{@code DAY}: the eight parts of a day, three hours each, are strata, and a day is judged as
 * one block that grows from part to part, so that its bound is about that of the whole day's rate.
 * {@code DAY_AND_WEEKEND}: the same, for weekdays and weekend days apart, each with half of δ.
 * {@code NONE}: each window stands alone; for rates without a rhythm.
 */
public enum Rhythm {
    NONE,
    DAY,
    DAY_AND_WEEKEND;

    private static final int HOURS_PER_PART = 3;
    private static final long MILLIS_PER_PART = 10_800_000L;
    private static final long MILLIS_PER_DAY = 86_400_000L;

    /**
     * The block of a window.
     *
     * @param window its number, rising with time
     * @param start epoch milliseconds; the window lies within a part of the day
     * @param end epoch milliseconds, exclusive
     */
    public Block block(int window, long start, long end, List<StratumTally> strata) {
        if (this == NONE) {
            return new Block(window, window, 0, true, strata);
        }
        ZonedDateTime time = Instant.ofEpochMilli(start).atZone(ZoneOffset.UTC);
        DayOfWeek day = time.getDayOfWeek();
        boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        String part = String.valueOf(time.getHour() / HOURS_PER_PART);
        boolean last = (end - 1) / MILLIS_PER_PART != end / MILLIS_PER_PART;
        List<StratumTally> byPart =
                strata.stream()
                        .map(
                                t ->
                                        new StratumTally(
                                                t.stratum().isEmpty()
                                                        ? part
                                                        : part + "|" + t.stratum(),
                                                t.decisions(),
                                                t.events(),
                                                t.referenceDecisions(),
                                                t.referenceEvents()))
                        .toList();
        return new Block(
                window,
                (int) Math.floorDiv(start, MILLIS_PER_DAY),
                this == DAY_AND_WEEKEND && weekend ? 1 : 0,
                last,
                byPart);
    }
}
