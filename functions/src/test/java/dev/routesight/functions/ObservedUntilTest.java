package dev.routesight.functions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.tally.Cut;
import dev.routesight.tally.RetentionKey;
import dev.routesight.tally.RetentionPart;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.Test;

class ObservedUntilTest {
    private static final long DAY = 86_400_000L;
    private static final long RIPE = 31 * DAY;

    @Test
    void aSourceSubtaskThatEndsEarlyDoesNotMakeRowsIncompleteWhileOthersGoOn() throws Exception {
        assertThat(completeAfter(2 * RIPE)).isTrue();
    }

    @Test
    void whatTheWholeFeedNeverReachedIsIncomplete() throws Exception {
        assertThat(completeAfter(Long.MAX_VALUE)).isFalse();
    }

    /** One subtask has told that it ended on the first day; then time goes on to the watermark. */
    private static boolean completeAfter(long watermark) throws Exception {
        TallySettings settings =
                new TallySettings(
                        new ArrayList<>(List.of(new Cut(List.of("task")))),
                        3_600_000L,
                        DAY,
                        10,
                        Set.of(),
                        10,
                        60_000L,
                        false);
        try (KeyedBroadcastOperatorTestHarness<String, RetentionPart, Long, RetentionTallyRow>
                harness =
                        ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
                                new TallyRetention(settings),
                                RetentionPart::group,
                                Types.STRING,
                                ObservedUntil.STATE)) {
            harness.processElement(
                    new StreamRecord<>(
                            new RetentionPart(
                                    0,
                                    0,
                                    new RetentionKey("{}", "cheap", "policy", "", ""),
                                    new long[] {1, 0, 0}),
                            0));
            harness.processBroadcastElement(DAY, DAY);
            harness.processBroadcastWatermark(new Watermark(watermark));
            harness.processWatermark(new Watermark(watermark));
            List<RetentionTallyRow> rows = harness.extractOutputValues();
            assertThat(rows).hasSize(1);
            return rows.get(0).complete();
        }
    }
}
