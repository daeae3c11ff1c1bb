package dev.routesight.functions;

import static dev.routesight.functions.testing.Settings.BEGINNING;
import static dev.routesight.functions.testing.Settings.DAY;
import static dev.routesight.functions.testing.Settings.HOUR;
import static dev.routesight.functions.testing.Settings.MINUTE;
import static dev.routesight.functions.testing.Settings.tally;
import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.Place;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.event.Decoded;
import dev.routesight.event.Event;
import dev.routesight.event.Refusal;
import dev.routesight.functions.testing.Lines;
import dev.routesight.functions.testing.Stage;
import dev.routesight.functions.testing.Tallying;
import dev.routesight.tally.AccountingRow;
import dev.routesight.tally.BucketSettings;
import dev.routesight.tally.Partial;
import dev.routesight.tally.Retained;
import dev.routesight.tally.RetentionPart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

/** The functions before and after attribution: refusals, the account, the latest time, sums. */
class SmallFunctionsTest {

    @Test
    void everyRecordReadIsCountedAndOnlyEventsPass() throws Exception {
        List<StreamRecord<Event>> events = new ArrayList<>();
        List<Refusal> refusals = new ArrayList<>();
        List<PlaceCount> places = new ArrayList<>();
        try (Stage<Aside, Aside> sort =
                        Stage.asides(1)
                                .side(
                                        SideOutputs.REFUSALS,
                                        record -> refusals.add(record.getValue()))
                                .side(SideOutputs.PLACES, record -> places.add(record.getValue()));
                Stage<Decoded, Event> receive =
                        receive(1, null).to(events::add).side(SideOutputs.ASIDES, sort::take)) {
            receive.take(Decoded.of(Lines.decision(BEGINNING, "s", "a")), BEGINNING);
            receive.take(Decoded.of(Lines.decision(BEGINNING, "s", "b")), BEGINNING);
            receive.take(Lines.decoded("{'type':'heartbeat','event_id':'h','ts':1}"), 1);
            receive.take(Lines.decoded("{'type':'novelty'}"), 0);
            receive.take(Lines.decoded("{'type':"), 0);
            assertThat(places).isEmpty();
            receive.beforeBarrier();
        }
        assertThat(events).hasSize(2).allMatch(event -> event.getTimestamp() == BEGINNING);
        assertThat(refusals)
                .extracting(Refusal::place)
                .containsExactly(Place.UNKNOWN_TYPE, Place.MALFORMED);
        String feed = places.get(0).source();
        assertThat(places)
                .containsExactlyInAnyOrder(
                        new PlaceCount(feed, Place.EVENTS_READ, 5),
                        new PlaceCount(feed, Place.PENDING, 2),
                        new PlaceCount(feed, Place.USED, 1), // a heartbeat ends here
                        new PlaceCount(feed, Place.UNKNOWN_TYPE, 1),
                        new PlaceCount(feed, Place.MALFORMED, 1));
    }

    private static Stage<Decoded, Event> receive(
            int parallelism, List<OperatorSubtaskState> restored) throws Exception {
        return Stage.plain(() -> new ReceiveEvents(MINUTE), parallelism, restored);
    }

    @Test
    void placesAreAbsoluteNumbersThatGoOnAfterARestore() throws Exception {
        List<AccountingRow> rows = new ArrayList<>();
        List<OperatorSubtaskState> kept;
        try (Stage<PlaceCount, AccountingRow> count = count(rows, null)) {
            count.take(new PlaceCount("f", Place.PENDING, 3), 0);
            count.watermark(BEGINNING);
            count.take(new PlaceCount("f", Place.PENDING, -1), 0);
            count.take(new PlaceCount("g", Place.PENDING, 5), 0);
            kept = count.snapshot();
        }
        try (Stage<PlaceCount, AccountingRow> count = count(rows, kept)) {
            count.take(new PlaceCount("f", Place.PENDING, -2), 0);
        }
        assertThat(rows)
                .containsExactly(
                        new AccountingRow("f", Place.PENDING, 3, Long.MIN_VALUE),
                        new AccountingRow("f", Place.PENDING, 2, BEGINNING),
                        new AccountingRow("g", Place.PENDING, 5, BEGINNING),
                        new AccountingRow("f", Place.PENDING, 0, Long.MIN_VALUE));
    }

    private static Stage<PlaceCount, AccountingRow> count(
            List<AccountingRow> rows, List<OperatorSubtaskState> restored) throws Exception {
        return Stage.<PlaceCount, AccountingRow>keyed(
                        CountPlaces::new, CountPlaces::keyOf, 1, false, restored)
                .to(row -> rows.add(row.getValue()));
    }

    @Test
    void theLatestTimeIsToldOnceAtTheEndWhateverBenchmarksSayAndSurvivesARestoreAtLessParallelism()
            throws Exception {
        List<Long> told = new ArrayList<>();
        List<OperatorSubtaskState> kept;
        try (Stage<Decoded, Event> receive = telling(told, 2, null)) {
            receive.take(record(Lines.decision(BEGINNING + HOUR, "s", "a")), 0);
            receive.take(record(Lines.decision(BEGINNING, "s", "b")), 1);
            receive.take(record(Lines.benchmark(BEGINNING + DAY, "b1")), 1);
            receive.watermark(BEGINNING + DAY);
            assertThat(told).isEmpty();
            kept = receive.snapshot();
        }
        try (Stage<Decoded, Event> receive = telling(told, 1, kept)) {
            receive.watermark(Long.MAX_VALUE);
        }
        assertThat(told).containsExactly(BEGINNING + HOUR);
    }

    private static Stage<Decoded, Event> telling(
            List<Long> told, int parallelism, List<OperatorSubtaskState> restored)
            throws Exception {
        return receive(parallelism, restored)
                .side(
                        SideOutputs.ASIDES,
                        aside -> {
                            if (aside.getValue().observedUntil() != null) {
                                told.add(aside.getValue().observedUntil());
                            }
                        });
    }

    private static StreamRecord<Decoded> record(Event event) {
        return new StreamRecord<>(Decoded.of(event), event.ts());
    }

    @Test
    void outcomesAreHeldAndSentBeforeARefreshAFinalABarrierAndTheEnd() throws Exception {
        List<Partial> sent = new ArrayList<>();
        try (Stage<Outcome, Partial> add =
                flushing(
                        () -> new PreAggregateOutcomes(tally(false, 10), BucketSettings.NONE),
                        sent)) {
            add.watermark(BEGINNING);
            Outcome outcome = Tallying.outcomeOf(BEGINNING, "acme", 2 * MINUTE);
            add.take(outcome, BEGINNING);
            add.take(outcome, BEGINNING);
            add.watermark(BEGINNING + MINUTE - 1);
            assertThat(sent).isEmpty();
            add.watermark(BEGINNING + MINUTE);
            assertThat(sent).hasSize(2); // one of each cut
            assertThat(sent).allMatch(part -> part.cell().counts[0] == 2);
            add.take(outcome, BEGINNING);
            add.beforeBarrier();
            assertThat(sent).hasSize(4);
            add.watermark(BEGINNING + HOUR + 2 * MINUTE - 1);
            add.take(outcome, BEGINNING);
            add.watermark(BEGINNING + HOUR + 2 * MINUTE); // its final row is due, no refresh
            assertThat(sent).hasSize(6);
            add.take(outcome, BEGINNING);
            add.watermark(Long.MAX_VALUE);
            assertThat(sent).hasSize(8);
        }
    }

    @Test
    void manyGroupsAreSentBeforeTheyFillTheMemory() throws Exception {
        List<PlaceCount> sent = new ArrayList<>();
        try (Stage<PlaceCount, PlaceCount> add =
                flushing(() -> new PreAggregatePlaces(MINUTE), sent)) {
            for (int i = 0; i < 9_999; i++) {
                add.take(new PlaceCount("f" + i, Place.USED, 1), 0);
            }
            assertThat(sent).isEmpty();
            add.take(new PlaceCount("f", Place.USED, 1), 0);
            assertThat(sent).hasSize(20_000); // each is pending no longer, too
        }
    }

    @Test
    void returnsAreAddedUpByTheDayOfTheFirstDecision() throws Exception {
        List<RetentionPart> sent = new ArrayList<>();
        try (Stage<Retained, RetentionPart> add =
                flushing(() -> new PreAggregateRetention(tally(false, 10)), sent)) {
            add.take(new Retained(Retained.dayOf(BEGINNING), Tallying.of("acme"), 1, 0, 0), 0);
            add.take(new Retained(Retained.dayOf(BEGINNING), Tallying.of("acme"), 1, 0, 0), 0);
            add.take(new Retained(Retained.dayOf(BEGINNING), Tallying.of("acme"), 0, 1, 1), 0);
            add.take(
                    new Retained(Retained.dayOf(BEGINNING + DAY), Tallying.of("acme"), 1, 0, 0), 0);
            add.beforeBarrier();
        }
        assertThat(sent).hasSize(4);
        assertThat(sent)
                .filteredOn(part -> part.day() == BEGINNING)
                .extracting(RetentionPart::counts)
                .containsOnly(new long[] {2, 1, 1});
    }

    private static <I, O> Stage<I, O> flushing(
            Supplier<OneInputStreamOperator<I, O>> operator, List<O> sent) throws Exception {
        return Stage.plain(operator, 1, null).to(record -> sent.add(record.getValue()));
    }
}
