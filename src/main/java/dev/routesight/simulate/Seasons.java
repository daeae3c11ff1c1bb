package dev.routesight.simulate;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;

/** Spreads session starts over the simulated time, denser at the busy hours of day and week. */
final class Seasons {
    private static final long STEP = 600_000;

    private final long start;
    private final long duration;
    private final double[] cumulative;

    Seasons(Scenario scenario) {
        start = scenario.start().toEpochMilli();
        duration = scenario.duration().toMillis();
        cumulative = new double[(int) ((duration + STEP - 1) / STEP)];
        double sum = 0;
        for (int i = 0; i < cumulative.length; i++) {
            long from = i * STEP;
            long width = Math.min(STEP, duration - from);
            sum += width * intensity(start + from, scenario.season());
            cumulative[i] = sum;
        }
        for (int i = 0; i < cumulative.length; i++) {
            cumulative[i] /= sum;
        }
    }

    /** The moment before which the share {@code u} in [0, 1) of all sessions starts. */
    long at(double u) {
        int found = Arrays.binarySearch(cumulative, u);
        int step = Math.min(found < 0 ? -found - 1 : found + 1, cumulative.length - 1);
        double below = step == 0 ? 0 : cumulative[step - 1];
        long width = Math.min(STEP, duration - step * STEP);
        double within = (u - below) / (cumulative[step] - below);
        return start + step * STEP + (long) (within * width);
    }

    private static double intensity(long ts, Scenario.Season season) {
        var time = Instant.ofEpochMilli(ts).atOffset(ZoneOffset.UTC);
        double hour = time.getHour() + time.getMinute() / 60.0;
        DayOfWeek day = time.getDayOfWeek();
        boolean weekend = day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY;
        double rhythm = 1 + season.daily() * StrictMath.cos((hour - 14) / 12 * Math.PI);
        return rhythm * (weekend ? season.weekend() : 1);
    }
}
