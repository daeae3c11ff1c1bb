package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.tally;
import static dev.routesight.functions.testing.Tallying.decision;
import static dev.routesight.functions.testing.Tallying.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.UserDecision;
import dev.routesight.functions.testing.Stage;
import dev.routesight.tally.CohortCap;
import dev.routesight.tally.Retained;
import dev.routesight.tally.RetentionKey;
import dev.routesight.tally.RetentionPart;
import dev.routesight.tally.RetentionTallyRow;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** {@link RetainUsers} and {@link TallyRetention}: who came back, and when a user is forgotten. */
class RetentionTest {
    private static final long SEVEN_DAYS_LATER = BEGINNING + 7 * DAY;
    private static final long RIPE = BEGINNING + 8 * DAY;

    private final List<Retained> retained = new ArrayList<>();
    private final List<RetentionTallyRow> rows = new ArrayList<>();

    @Test
    void aUserWhoComesBackOnTheSeventhDayExactlyIsCountedAndForgottenThereafter() throws Exception {
        try (Stage<UserDecision, Retained> users = users(false, null)) {
            users.take(decision(BEGINNING, "s1", "a", "u", "acme"), BEGINNING);
            users.watermark(BEGINNING);
            assertThat(retained).hasSize(1);
            users.take(decision(SEVEN_DAYS_LATER, "s2", "b", "u", "acme"), SEVEN_DAYS_LATER);
            users.watermark(SEVEN_DAYS_LATER);
            assertThat(sums()).containsExactly(2, 0, 1); // the return is the first of its own day
            users.watermark(SEVEN_DAYS_LATER + 7 * DAY);
            assertThat(users.keyedEntries()).isEqualTo(1);
            users.watermark(SEVEN_DAYS_LATER + 7 * DAY + 1);
            assertThat(users.keyedEntries()).isZero();
            assertThat(users.timers()).isZero();
        }
    }

    @Test
    void decisionsOutOfOrderAreTakenInOrder() throws Exception {
        try (Stage<UserDecision, Retained> users = users(false, null)) {
            users.take(decision(BEGINNING + HOUR, "s2", "b", "u", "acme"), BEGINNING);
            users.take(decision(BEGINNING, "s1", "a", "u", "first"), BEGINNING);
            users.watermark(BEGINNING + HOUR);
            assertThat(retained.get(0).dimensions().labels()).containsEntry("tenant", "first");
            assertThat(sums()).containsExactly(1, 1, 1);
        }
    }

    @Test
    void theSameUsersComeBackInBatchWhereNoTimerMayBeSetByATimer() throws Exception {
        for (boolean batch : new boolean[] {true, false}) {
            retained.clear();
            try (Stage<UserDecision, Retained> users = users(batch, null)) {
                for (int day = 0; day < 20; day += 3) {
                    long ts = BEGINNING + day * DAY;
                    users.take(decision(ts, "s" + day, "d" + day, "u", "acme"), ts);
                    users.take(decision(ts, "s" + day, "d" + day, "v" + day, "acme"), ts);
                    users.watermark(ts);
                }
                users.watermark(Long.MAX_VALUE);
                assertThat(sums()).as("batch " + batch).containsExactly(14, 0, 6);
            }
        }
    }

    @Test
    void aReturnAfterARestoreIsCountedOnce() throws Exception {
        List<OperatorSubtaskState> kept;
        try (Stage<UserDecision, Retained> users = users(false, null)) {
            users.take(decision(BEGINNING, "s1", "a", "u", "acme"), BEGINNING);
            users.watermark(BEGINNING);
            kept = users.snapshot();
        }
        try (Stage<UserDecision, Retained> users = users(false, kept)) {
            users.take(decision(BEGINNING + HOUR, "s2", "b", "u", "acme"), BEGINNING);
            users.take(decision(BEGINNING + DAY + 1, "s3", "c", "u", "acme"), BEGINNING);
            users.watermark(RIPE + 8 * DAY);
            // a at first; its returns within a day and within seven; c, the first of its own day
            assertThat(sums()).containsExactly(2, 1, 1);
            assertThat(users.keyedEntries() + users.timers()).isZero();
        }
    }

    @Test
    void aDaysRowsAreFinalAtItsEndAndSevenDaysAndThenGone() throws Exception {
        try (Stage<RetentionPart, RetentionTallyRow> days = days(false, 10)) {
            days.take(part("acme", 1, 0, 0), BEGINNING);
            days.take(part("acme", 2, 1, 1), BEGINNING);
            days.watermark(RIPE - 1);
            assertThat(rows).isEmpty();
            days.watermark(RIPE);
            assertThat(rows).hasSize(1);
            RetentionTallyRow row = rows.get(0);
            assertThat(row.asOf()).isEqualTo(RIPE);
            assertThat(row.isFinal() && row.complete()).isTrue();
            assertThat(List.of(row.users(), row.returned1d(), row.returned7d()))
                    .containsExactly(3L, 1L, 1L);
            assertThat(days.keyedEntries() + days.timers()).isZero();
        }
    }

    @Test
    void aRowIsCompleteIfTheFeedWasObservedToTheEndOfTheDayAndSevenDaysInBothModes()
            throws Exception {
        for (boolean batch : new boolean[] {true, false}) {
            for (long until : new long[] {RIPE - 1, RIPE}) {
                rows.clear();
                try (Stage<RetentionPart, RetentionTallyRow> days = days(batch, 10)) {
                    days.take(part("acme", 1, 0, 0), BEGINNING);
                    days.tell(until);
                    days.watermark(Long.MAX_VALUE);
                    assertThat(rows).hasSize(1);
                    assertThat(rows.get(0).complete()).isEqualTo(until == RIPE);
                    assertThat(rows.get(0).asOf()).isEqualTo(RIPE);
                }
            }
        }
    }

    @Test
    void moreCohortsThanHavePlacesMergeWhateverTheirOrder() throws Exception {
        List<List<RetentionTallyRow>> both = new ArrayList<>();
        for (List<String> order :
                List.of(List.of("a", "b", "c", "d"), List.of("d", "c", "b", "a"))) {
            rows.clear();
            try (Stage<RetentionPart, RetentionTallyRow> days = days(false, 2)) {
                for (String tenant : order) {
                    days.take(part(tenant, 1, 0, 1), BEGINNING);
                }
                days.watermark(RIPE);
                both.add(List.copyOf(rows));
            }
        }
        assertThat(both.get(0)).containsExactlyInAnyOrderElementsOf(both.get(1)).hasSize(3);
        assertThat(both.get(0))
                .filteredOn(row -> row.cohort().equals(CohortCap.OTHER))
                .singleElement()
                .matches(row -> row.users() == 2 && row.returned7d() == 2);
    }

    private Stage<UserDecision, Retained> users(boolean batch, List<OperatorSubtaskState> restored)
            throws Exception {
        return Stage.<UserDecision, Retained>keyedOperator(
                        () -> new RetainUsers(batch), UserDecision::userId, 1, batch, restored)
                .to(record -> retained.add(record.getValue()));
    }

    private Stage<RetentionPart, RetentionTallyRow> days(boolean batch, int maxCohorts)
            throws Exception {
        return Stage.<RetentionPart, RetentionTallyRow>told(
                        () -> new TallyRetention(tally(batch, maxCohorts)),
                        RetentionPart::group,
                        1,
                        batch,
                        null)
                .to(record -> rows.add(record.getValue()));
    }

    private List<Integer> sums() {
        return List.of(
                retained.stream().mapToInt(Retained::users).sum(),
                retained.stream().mapToInt(Retained::returned1d).sum(),
                retained.stream().mapToInt(Retained::returned7d).sum());
    }

    private static RetentionPart part(String tenant, long users, long in1d, long in7d) {
        RetentionKey key = new RetentionKey(tenant(tenant), "cheap", "policy", "", "");
        return new RetentionPart(1, BEGINNING, key, new long[] {users, in1d, in7d});
    }
}
