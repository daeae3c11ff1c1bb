package dev.routesight.functions.testing;

import dev.routesight.attribution.AttributionSettings;
import dev.routesight.attribution.SignalKind;
import dev.routesight.calibration.Arm;
import dev.routesight.calibration.Experiment;
import dev.routesight.control.ControlSettings;
import dev.routesight.control.ScoredWindows;
import dev.routesight.money.PriceBook;
import dev.routesight.reference.EventSoup;
import dev.routesight.tally.Cut;
import dev.routesight.tally.TallySettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The settings that tests of functions share. */
public final class Settings {
    public static final long SECOND = 1000;
    public static final long MINUTE = 60 * SECOND;
    public static final long HOUR = 60 * MINUTE;
    public static final long DAY = 24 * HOUR;

    /** Midnight UTC. */
    public static final long BEGINNING = 20_601 * DAY;

    public static final long[] HORIZONS = {2 * MINUTE, 30 * MINUTE};
    public static final long OUT_OF_ORDERNESS = 30 * SECOND;
    public static final long LATE_JOIN = 7 * DAY;

    /** Runs in the middle of a soup, whose first hour comes before it. */
    public static final Experiment EXPERIMENT =
            new Experiment(
                    "x1",
                    "user",
                    Instant.ofEpochMilli(EventSoup.BEGINNING + HOUR / 2),
                    Instant.ofEpochMilli(EventSoup.BEGINNING + 4 * HOUR),
                    Duration.ofHours(1),
                    List.of(new Arm("a0", Arm.ALL / 2, ""), new Arm("a1", Arm.ALL / 2, "cheap")));

    /** Thresholds of both cuts, looked at each day. */
    public static final ScoredWindows SCORED =
            new ScoredWindows(
                    new ControlSettings(
                            DAY,
                            HOUR,
                            30 * MINUTE,
                            10,
                            "strong",
                            "cheap",
                            0,
                            0.01,
                            0.05,
                            1,
                            0.1,
                            0.3,
                            1,
                            0,
                            8,
                            4,
                            true),
                    Set.of("", "tenant"));

    public static final PriceBook PRICES =
            new PriceBook(Map.of("rejected", 0.05), List.of(), Map.of(), Map.of());

    private Settings() {}

    public static AttributionSettings attribution(int maxEvents) {
        int rejected =
                SignalKind.REGENERATION.bit()
                        | SignalKind.EDIT.bit()
                        | SignalKind.REPHRASE.bit()
                        | SignalKind.CORRECTION.bit()
                        | SignalKind.ABANDONMENT.bit()
                        | SignalKind.HANDOFF.bit()
                        | SignalKind.THUMBS_DOWN.bit();
        return new AttributionSettings(
                HORIZONS,
                5 * MINUTE,
                OUT_OF_ORDERNESS,
                LATE_JOIN,
                maxEvents,
                10_000,
                rejected,
                false);
    }

    /** Two cuts, {@code []} and {@code [tenant]}, windows of an hour, refreshed every minute. */
    public static TallySettings tally(boolean batch, int maxCohorts, String... alwaysKept) {
        return new TallySettings(
                new ArrayList<>(List.of(new Cut(List.of()), new Cut(List.of("tenant")))),
                HOUR,
                LATE_JOIN,
                maxCohorts,
                Set.of(alwaysKept),
                10,
                MINUTE,
                batch);
    }
}
