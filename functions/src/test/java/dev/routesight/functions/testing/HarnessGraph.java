package dev.routesight.functions.testing;

import dev.routesight.attribution.AttributionSettings;
import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.attribution.UserDecision;
import dev.routesight.calibration.Experiment;
import dev.routesight.calibration.Exposed;
import dev.routesight.calibration.UnitRow;
import dev.routesight.control.CohortNews;
import dev.routesight.control.ThresholdRow;
import dev.routesight.event.Decoded;
import dev.routesight.event.Event;
import dev.routesight.functions.Aside;
import dev.routesight.functions.AttributeSignals;
import dev.routesight.functions.CountPlaces;
import dev.routesight.functions.FollowUnits;
import dev.routesight.functions.PreAggregateOutcomes;
import dev.routesight.functions.PreAggregatePlaces;
import dev.routesight.functions.PreAggregateRetention;
import dev.routesight.functions.ReceiveEvents;
import dev.routesight.functions.RecommendThresholds;
import dev.routesight.functions.RetainUsers;
import dev.routesight.functions.SelectExposed;
import dev.routesight.functions.SideOutputs;
import dev.routesight.functions.SplitLateJoins;
import dev.routesight.functions.TallyBuckets;
import dev.routesight.functions.TallyCohorts;
import dev.routesight.functions.TallyRetention;
import dev.routesight.tally.AccountingRow;
import dev.routesight.tally.BucketPart;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.BucketSettings;
import dev.routesight.tally.Partial;
import dev.routesight.tally.Retained;
import dev.routesight.tally.RetentionPart;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.StreamFlatMap;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * The graph of functions on harnesses, in one thread: every record and every watermark goes all the
 * way before the next, so a test decides each moment, also that of a snapshot. It is wired as the
 * pipeline is.
 */
public final class HarnessGraph implements AutoCloseable {
    private static final BucketSettings BUCKETING =
            new BucketSettings(2, Set.of("next"), Settings.HORIZONS[1]);

    private final int parallelism;
    private final boolean batch;
    private final Written written;
    private final Stage<Decoded, Event> receive;
    private final Stage<Aside, Aside> sortReceived;
    private final Stage<Event, Outcome> attribute;
    private final Stage<Aside, Aside> sortAttributed;
    private final Stage<Outcome, Partial> addOutcomes;
    private final Stage<LateJoin, Partial> splitJoins;
    private final Stage<Partial, TallyRow> tally;
    private final Stage<CohortNews, ThresholdRow> recommend;
    private final Stage<BucketPart, BucketRow> tallyBuckets;
    private final Stage<Outcome, Exposed> select;
    private final Stage<Exposed, UnitRow> follow;
    private final Stage<UserDecision, Retained> retain;
    private final Stage<Retained, RetentionPart> addRetained;
    private final Stage<RetentionPart, RetentionTallyRow> tallyRetention;
    private final Stage<PlaceCount, PlaceCount> addPlaces;
    private final Stage<PlaceCount, AccountingRow> count;
    private int read;

    public HarnessGraph(
            AttributionSettings attributing, TallySettings tallying, int parallelism, Written into)
            throws Exception {
        this(attributing, tallying, parallelism, into, null);
    }

    /**
     * @param restored by operator, as {@link #snapshot} gave it, of any parallelism; empty for a
     *     job that has checkpoints and begins, null for one that has none
     */
    public HarnessGraph(
            AttributionSettings attributing,
            TallySettings tallying,
            int parallelism,
            Written into,
            Map<String, List<OperatorSubtaskState>> restored)
            throws Exception {
        Map<String, List<OperatorSubtaskState>> states = restored == null ? Map.of() : restored;
        this.parallelism = parallelism;
        this.batch = tallying.batch();
        this.written = into;
        long refresh = tallying.refreshMillis();
        receive =
                Stage.plain(
                        () -> new ReceiveEvents(refresh),
                        parallelism,
                        states.get("receive-events"));
        sortReceived = Stage.asides(parallelism);
        attribute =
                Stage.toldOperator(
                        () -> new AttributeSignals(attributing, batch),
                        AttributeSignals::keyOf,
                        parallelism,
                        batch,
                        states.get("attribute-signals"));
        sortAttributed = Stage.asides(parallelism);
        addOutcomes =
                Stage.plain(() -> new PreAggregateOutcomes(tallying, BUCKETING), parallelism, null);
        splitJoins =
                Stage.plain(
                        () -> new StreamFlatMap<>(new SplitLateJoins(tallying)), parallelism, null);
        tally =
                Stage.told(
                        () -> new TallyCohorts(tallying, null, Settings.SCORED, restored != null),
                        Partial::group,
                        parallelism,
                        batch,
                        states.get("tally-cohorts"));
        recommend =
                Stage.told(
                        () -> new RecommendThresholds(Settings.SCORED.settings(), Settings.PRICES),
                        CohortNews::key,
                        parallelism,
                        batch,
                        states.get("recommend-thresholds"));
        tallyBuckets =
                Stage.told(
                        () -> new TallyBuckets(tallying, BUCKETING),
                        BucketPart::group,
                        parallelism,
                        batch,
                        states.get("tally-buckets"));
        List<Experiment> experiments = List.of(Settings.EXPERIMENT);
        select =
                Stage.plain(
                        () -> new StreamFlatMap<>(new SelectExposed(experiments, "strong")),
                        parallelism,
                        null);
        follow =
                Stage.told(
                        () -> new FollowUnits(experiments, batch),
                        Exposed::key,
                        parallelism,
                        batch,
                        states.get("follow-units"));
        retain =
                Stage.keyedOperator(
                        () -> new RetainUsers(batch),
                        UserDecision::userId,
                        parallelism,
                        batch,
                        states.get("retain-users"));
        addRetained = Stage.plain(() -> new PreAggregateRetention(tallying), parallelism, null);
        tallyRetention =
                Stage.told(
                        () -> new TallyRetention(tallying),
                        RetentionPart::group,
                        parallelism,
                        batch,
                        states.get("tally-retention"));
        addPlaces = Stage.plain(() -> new PreAggregatePlaces(refresh), parallelism, null);
        count =
                Stage.keyed(
                        CountPlaces::new,
                        CountPlaces::keyOf,
                        parallelism,
                        batch,
                        states.get("count-places"));
        wire();
    }

    private void wire() {
        receive.to(attribute::take).side(SideOutputs.ASIDES, sortReceived::take);
        sortReceived
                .side(SideOutputs.PLACES, count::take)
                .side(SideOutputs.REFUSALS, refusal -> written.refusals.add(refusal.getValue()))
                .side(
                        SideOutputs.OBSERVED_UNTIL,
                        until -> {
                            attribute.tell(until.getValue());
                            tally.tell(until.getValue());
                            recommend.tell(until.getValue());
                            tallyBuckets.tell(until.getValue());
                            follow.tell(until.getValue());
                            tallyRetention.tell(until.getValue());
                        });
        attribute
                .to(
                        outcome -> {
                            written.outcome(outcome.getValue());
                            addOutcomes.take(outcome);
                            select.take(outcome);
                        })
                .side(SideOutputs.PLACES, addPlaces::take)
                .side(SideOutputs.VISITS, retain::take)
                .side(SideOutputs.ASIDES, sortAttributed::take);
        sortAttributed
                .side(SideOutputs.LATE_JOINS, splitJoins::take)
                .side(SideOutputs.STRAYS, stray -> written.strays.add(stray.getValue()))
                .side(SideOutputs.EVALS, eval -> written.evals.add(eval.getValue()));
        addOutcomes.to(tally::take).side(PreAggregateOutcomes.BUCKETS, tallyBuckets::take);
        tallyBuckets
                .to(row -> written.bucket(row.getValue()))
                .side(TallyBuckets.CANDIDATE_ROWS, row -> written.bucket(row.getValue()));
        select.to(follow::take);
        follow.to(row -> written.unit(row.getValue()));
        splitJoins.to(tally::take);
        tally.to(row -> written.tally(row.getValue()))
                .side(TallyCohorts.SCORE_ROWS, row -> written.tally(row.getValue()))
                .side(TallyCohorts.SCORED_WINDOWS, recommend::take)
                .side(TallyCohorts.JUDGEMENT_ROWS, row -> written.judgement(row.getValue()));
        recommend.to(row -> written.threshold(row.getValue()));
        retain.to(addRetained::take);
        addRetained.to(tallyRetention::take);
        tallyRetention.to(row -> written.retention(row.getValue()));
        addPlaces.to(count::take);
        count.to(row -> written.place(row.getValue()));
    }

    public void read(Decoded decoded) {
        read++;
        long ts = decoded.event() == null ? 0 : decoded.event().ts();
        receive.take(new StreamRecord<>(decoded, ts), read % parallelism);
    }

    public void read(Event... events) {
        for (Event event : events) {
            read(Decoded.of(event));
        }
    }

    public void watermark(long time) throws Exception {
        for (Stage<?, ?> stage : inOrder()) {
            stage.watermark(time);
        }
    }

    public void end() throws Exception {
        watermark(Long.MAX_VALUE);
    }

    private List<Stage<?, ?>> inOrder() {
        return List.of(
                receive,
                sortReceived,
                attribute,
                sortAttributed,
                addOutcomes,
                splitJoins,
                tally,
                recommend,
                tallyBuckets,
                select,
                follow,
                retain,
                addRetained,
                tallyRetention,
                addPlaces,
                count);
    }

    /** A checkpoint: the barrier goes through the graph, and each operator's state is kept. */
    public Map<String, List<OperatorSubtaskState>> snapshot() throws Exception {
        for (Stage<?, ?> stage : inOrder()) {
            stage.beforeBarrier();
        }
        Map<String, List<OperatorSubtaskState>> states = new HashMap<>();
        states.put("receive-events", receive.snapshot());
        states.put("attribute-signals", attribute.snapshot());
        states.put("tally-cohorts", tally.snapshot());
        states.put("recommend-thresholds", recommend.snapshot());
        states.put("tally-buckets", tallyBuckets.snapshot());
        states.put("follow-units", follow.snapshot());
        states.put("retain-users", retain.snapshot());
        states.put("tally-retention", tallyRetention.snapshot());
        states.put("count-places", count.snapshot());
        return states;
    }

    /** Sends on what is held for a moment, so that places can be counted up. */
    public void flush() throws Exception {
        for (Stage<?, ?> stage : inOrder()) {
            stage.beforeBarrier();
        }
    }

    /** Keyed entries left, those of the account excepted. */
    public int keyedEntries() {
        return attribute.keyedEntries()
                + tally.keyedEntries()
                + recommend.keyedEntries()
                + tallyBuckets.keyedEntries()
                + follow.keyedEntries()
                + retain.keyedEntries()
                + tallyRetention.keyedEntries();
    }

    public int timers() {
        return attribute.timers()
                + tally.timers()
                + recommend.timers()
                + tallyBuckets.timers()
                + follow.timers()
                + retain.timers()
                + tallyRetention.timers();
    }

    @Override
    public void close() throws Exception {
        for (Stage<?, ?> stage : inOrder()) {
            stage.close();
        }
    }
}
