package dev.routesight.functions;

import static dev.routesight.functions.testing.Lines.decision;
import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.Place;
import dev.routesight.event.Event;
import dev.routesight.event.EventType;
import dev.routesight.event.TurnPart;
import dev.routesight.functions.testing.Attribution;
import dev.routesight.functions.testing.Settings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session with a million events: its state stays within its limits, and nothing is lost. */
class SessionOfAMillionTest {
    private static final int LIMIT = 500;

    /** What may be pending in state at once: twice the limit and a thousand. */
    private static final int PENDING_LIMIT = 2 * LIMIT + 1_000;

    /** What may be gathered in memory besides, of all sessions together. */
    private static final int MANY = 50_000;

    @Test
    void whatExceedsTheLimitIsCountedAndPendingIsBoundedWhileNoWatermarkComes() throws Exception {
        bounded(10 * LIMIT);
    }

    @Test
    @Tag("profile")
    void soItIsWithAMillion() throws Exception {
        bounded(1_000_000);
    }

    private static void bounded(int events) throws Exception {
        try (Attribution attribution = new Attribution(Settings.attribution(LIMIT), false, null)) {
            attribution.takes(decision(BEGINNING, "s", "a"));
            for (int i = 1; i < events; i++) {
                attribution.takes(turn(i));
                if (i % (2 * LIMIT) == 0) {
                    assertThat(attribution.pending()).isLessThan(PENDING_LIMIT + MANY);
                }
            }
            assertThat(attribution.barrier().pending()).isEqualTo(PENDING_LIMIT);
            // kept are the newest times and digests of twice as many ids, and the limit's events:
            // of a million events that would be some 100 MB
            assertThat(attribution.snapshot().get(0).getStateSize()).isLessThan(1_000_000);
            attribution.ends(BEGINNING + DAY);
            assertThat(attribution.placed(Place.USED)).isEqualTo(LIMIT);
            assertThat(attribution.placed(Place.OVER_LIMIT)).isEqualTo(events - LIMIT);
            assertThat(attribution.pending()).isZero();
            assertThat(attribution.outcomes).hasSize(2);
            assertThat(attribution.nothingIsLeft()).isTrue();
        }
    }

    @Test
    void bothModesUseTheSameEventsOfIt() throws Exception {
        long[] used = new long[2];
        for (int mode = 0; mode < 2; mode++) {
            try (Attribution attribution =
                    new Attribution(Settings.attribution(LIMIT), mode == 0, null)) {
                attribution.takes(decision(BEGINNING, "s", "a"));
                for (int i = 1; i < 8 * LIMIT; i++) {
                    attribution.takes(turn(i));
                    if (mode == 1 && i % 500 == 0) {
                        attribution.watermark(BEGINNING + i - MINUTE);
                    }
                }
                attribution.ends(BEGINNING + DAY);
                used[mode] = attribution.placed(Place.USED);
                assertThat(attribution.placed(Place.OVER_LIMIT)).isEqualTo(7 * LIMIT);
                assertThat(attribution.outcome("a", 2 * MINUTE).followed()).isTrue();
            }
        }
        assertThat(used[0]).isEqualTo(used[1]).isEqualTo(LIMIT);
    }

    private static Event turn(int i) {
        return new Event(
                EventType.TURN,
                "t" + i,
                BEGINNING + i,
                "s",
                "feed-0",
                i,
                i,
                null,
                null,
                new TurnPart(i, null, "", null),
                null,
                null,
                null,
                null,
                null);
    }
}
