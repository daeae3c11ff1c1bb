package dev.routesight.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** How long the stretch is that one point of a chart stands for. */
record Step(Duration length) {
    /** So many points a line are easy to read, and cheap to carry. */
    static final int MOST_POINTS = 60;

    private static final List<Duration> LENGTHS =
            List.of(
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(12),
                    Duration.ofDays(1),
                    Duration.ofDays(7));

    /** The shortest that holds a window and gives no more points than is easy to read. */
    static Step of(Instant from, Instant to, Duration window) {
        Duration all = Duration.between(from, to);
        for (Duration length : LENGTHS) {
            boolean fits = length.multipliedBy(MOST_POINTS).compareTo(all) >= 0;
            if (fits && length.compareTo(window) >= 0) {
                return new Step(length);
            }
        }
        Duration longest = LENGTHS.get(LENGTHS.size() - 1);
        return new Step(longest.compareTo(window) >= 0 ? longest : window);
    }

    long seconds() {
        return length.toSeconds();
    }

    /** Such as {@code 3 hours}. */
    String words() {
        if (length.toDays() > 0 && length.equals(Duration.ofDays(length.toDays()))) {
            return length.toDays() == 1 ? "1 day" : length.toDays() + " days";
        }
        if (length.toHours() > 0) {
            return length.toHours() == 1 ? "1 hour" : length.toHours() + " hours";
        }
        return length.toMinutes() + " minutes";
    }
}
