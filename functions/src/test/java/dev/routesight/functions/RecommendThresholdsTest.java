package dev.routesight.functions;

import static dev.routesight.functions.testing.Recommending.BEGINNING;
import static dev.routesight.functions.testing.Recommending.HORIZON;
import static dev.routesight.functions.testing.Recommending.WEEK;
import static dev.routesight.functions.testing.Recommending.day;
import static dev.routesight.functions.testing.Recommending.drift;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.control.CohortNews;
import dev.routesight.drift.CohortDrift;
import dev.routesight.functions.testing.Recommending;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** Whatever the order, the mode and the restarts, the same is said of {@link ThresholdStory}. */
class RecommendThresholdsTest {
    @Test
    void aProposalIsMadeAdoptedAndTakenBackWhenQualityDriftsAfterwards() throws Exception {
        List<String> said = ThresholdStory.told(false, 1, ThresholdStory.news());
        assertThat(said).hasSize(2 * ThresholdStory.WEEKS);
        assertThat(said.get(0)).contains("acme", "week 0 proposed cheaper 0.2 to 0.4");
        assertThat(said.get(1)).contains("week 1 hold ");
        assertThat(said.get(2))
                .contains("week 2 rollback drift 0.4 to 0.2", "drifting rejected on cheap at");
        assertThat(said.get(3)).contains("week 3 ").doesNotContain("rollback");
        assertThat(said.subList(5, 10)).allMatch(row -> row.contains("unidentifiable"));
    }

    @Test
    void anyOrderAndAnyParallelismSayTheSame() throws Exception {
        List<CohortNews> shuffled = ThresholdStory.news();
        Collections.shuffle(shuffled, new Random(4));
        assertThat(ThresholdStory.told(false, 3, shuffled))
                .containsExactlyElementsOf(ThresholdStory.told(false, 1, ThresholdStory.news()));
    }

    @Test
    void batchSaysTheSameAsWatermarksBetweenTheWindows() throws Exception {
        List<CohortNews> news = ThresholdStory.news();
        try (Recommending recommending = new Recommending(false, 1, null)) {
            news.sort(java.util.Comparator.comparingLong(RecommendThresholdsTest::finalAt));
            for (CohortNews one : news) {
                recommending.watermark(finalAt(one) - 1);
                recommending.takes(one);
            }
            recommending.ends(ThresholdStory.END + HORIZON);
            assertThat(ThresholdStory.told(true, 2, ThresholdStory.news()))
                    .containsExactlyElementsOf(recommending.said());
        }
    }

    private static long finalAt(CohortNews news) {
        return news.drift() == null ? news.windowStart() + DAY + HORIZON : news.windowStart();
    }

    @Test
    void aRestartInTheMidstOfAPeriodAndAReplaySayTheSame() throws Exception {
        List<OperatorSubtaskState> kept;
        List<String> said = new ArrayList<>();
        try (Recommending recommending = new Recommending(false, 1, null)) {
            ThresholdStory.begin(recommending);
            kept = recommending.stage.snapshot();
            said.addAll(recommending.said());
        }
        assertThat(said).hasSize(4);
        try (Recommending recommending = new Recommending(false, 2, kept)) {
            ThresholdStory.goOn(recommending);
            said.addAll(recommending.said());
        }
        Collections.sort(said);
        assertThat(said)
                .containsExactlyElementsOf(ThresholdStory.told(false, 1, ThresholdStory.news()));
    }

    @Test
    void aPeriodWhoseEndWasNotObservedIsNotJudged() throws Exception {
        try (Recommending recommending = new Recommending(false, 1, null)) {
            ThresholdStory.news().forEach(recommending::takes);
            recommending.ends(ThresholdStory.END + HORIZON - 1);
            assertThat(recommending.said())
                    .hasSize(2 * (ThresholdStory.WEEKS - 1))
                    .noneMatch(row -> row.contains("week 4"));
            assertThat(recommending.stage.keyedEntries()).isZero();
            assertThat(recommending.stage.timers()).isZero();
        }
    }

    @Test
    void aMovedThresholdAloneIsNeverTakenBack() throws Exception {
        try (Recommending recommending = new Recommending(false, 1, null)) {
            double[] moved = {0.8, 0.5, 0.2, 0.9, 0.3, 0.7, 0.4};
            for (int day = 0; day < 7 * moved.length; day++) {
                recommending.takes(day("acme", day, moved[day / 7], 1));
            }
            recommending.ends(BEGINNING + moved.length * WEEK + HORIZON);
            assertThat(recommending.statuses())
                    .hasSize(moved.length)
                    .contains("proposed")
                    .doesNotContain("rollback");
        }
    }

    @Test
    void aDriftThatWasOverOrOpenBeforeTheChangeTakesNothingBack() throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            long opened = before ? BEGINNING + 6 * DAY : BEGINNING + 2 * WEEK + DAY;
            try (Recommending recommending = new Recommending(false, 1, null)) {
                for (int day = 0; day < 21; day++) {
                    recommending.takes(day("acme", day, day < 9 ? 0.8 : 0.5, 1));
                }
                recommending.takes(drift("acme", CohortDrift.OPEN, opened, opened));
                if (!before) {
                    recommending.takes(drift("acme", CohortDrift.RECOVERED, opened, opened + DAY));
                }
                recommending.ends(BEGINNING + 3 * WEEK + HORIZON);
                assertThat(recommending.said())
                        .hasSize(3)
                        .noneMatch(row -> row.contains("rollback"));
                assertThat(recommending.rows.get(0).drift())
                        .isEqualTo(before ? "rejected on cheap" : "");
            }
        }
    }

    @Test
    void nothingIsLeftOfACohortThatFellSilentAndItBeginsAnew() throws Exception {
        long silent = BEGINNING + (RecommendThresholds.FORGOTTEN_AFTER + 2) * WEEK;
        try (Recommending recommending = new Recommending(false, 1, null)) {
            for (int day = 0; day < 7; day++) {
                recommending.takes(day("acme", day, 0.8, 1));
            }
            recommending.takes(drift("acme", CohortDrift.OPEN, BEGINNING + DAY, BEGINNING + DAY));
            recommending.watermark(silent);
            assertThat(recommending.stage.keyedEntries()).isZero();
            assertThat(recommending.stage.timers()).isZero();
            int first = (int) ((silent - BEGINNING) / DAY);
            for (int day = first; day < first + 7; day++) {
                recommending.takes(day("acme", day, 0.3, 1));
            }
            recommending.ends(silent + WEEK + HORIZON);
            // the threshold in force is approved, as of any cohort that is new
            assertThat(recommending.rows.get(1).recommendation().approvedThreshold())
                    .isEqualTo(0.3);
        }
    }

    @Test
    void whereABadAnswerCostsNothingNothingIsSaid() throws Exception {
        try (Recommending recommending = new Recommending(false, 1, null)) {
            for (int day = 0; day < 7; day++) {
                recommending.takes(day("free", day, 0.8, 1));
            }
            recommending.ends(BEGINNING + WEEK + HOUR);
            assertThat(recommending.rows).isEmpty();
        }
    }
}
