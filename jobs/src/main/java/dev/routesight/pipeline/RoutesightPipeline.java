package dev.routesight.pipeline;

import dev.routesight.attribution.AttributionSettings;
import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.Place;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.calibration.Experiment;
import dev.routesight.calibration.Exposed;
import dev.routesight.calibration.UnitRow;
import dev.routesight.config.DriftConfig;
import dev.routesight.config.DriftMode;
import dev.routesight.config.JobConfig;
import dev.routesight.config.SessionConfig;
import dev.routesight.control.CohortNews;
import dev.routesight.control.ScoredWindows;
import dev.routesight.control.ThresholdRow;
import dev.routesight.drift.CohortDrift;
import dev.routesight.drift.DriftAlert;
import dev.routesight.drift.DriftSettings;
import dev.routesight.event.Decoded;
import dev.routesight.event.Event;
import dev.routesight.functions.Aside;
import dev.routesight.functions.AttributeSignals;
import dev.routesight.functions.CountPlaces;
import dev.routesight.functions.DetectDrift;
import dev.routesight.functions.FollowUnits;
import dev.routesight.functions.GroupAlerts;
import dev.routesight.functions.NameCohorts;
import dev.routesight.functions.ObservedUntil;
import dev.routesight.functions.PreAggregateOutcomes;
import dev.routesight.functions.PreAggregatePlaces;
import dev.routesight.functions.PreAggregateRetention;
import dev.routesight.functions.PriceOutcomes;
import dev.routesight.functions.ReceiveEvents;
import dev.routesight.functions.RecommendThresholds;
import dev.routesight.functions.RetainUsers;
import dev.routesight.functions.SelectDrifts;
import dev.routesight.functions.SelectExposed;
import dev.routesight.functions.SideOutputs;
import dev.routesight.functions.SortAsides;
import dev.routesight.functions.SplitLateJoins;
import dev.routesight.functions.TallyBuckets;
import dev.routesight.functions.TallyCohorts;
import dev.routesight.functions.TallyRetention;
import dev.routesight.money.PriceBook;
import dev.routesight.money.TokenCosts;
import dev.routesight.tally.BucketPart;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.BucketSettings;
import dev.routesight.tally.Cut;
import dev.routesight.tally.Partial;
import dev.routesight.tally.Retained;
import dev.routesight.tally.RetentionPart;
import dev.routesight.tally.RouteWindow;
import dev.routesight.tally.RouteWindows;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySettings;
import dev.routesight.wire.WireType;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;

/**
 * The graph, the same for live and backfill, for tests and benchmarks.
 *
 * <pre>
 * decoded ─ receive-events ─┬─ [by session] attribute-signals ─┬─ outcomes ─ pre-aggregate ─┐
 *                           └─ sort-received                   ├─ sort-attributed           │
 *                               ├─ refusals                    │    ├─ late joins ─ split ──┴─ [by cut, window] tally-cohorts
 *                               │                              │    │                              cohort_, score_, judgement_tally
 *                               │                              │    └─ strays, evals, judgements
 *                               │                              │
 *                               ├─ observed until ═ broadcast  │    ┌ buckets ─ [by cut, day] tally-buckets
 *                               │          to the tallies      │    │                 bucket_, candidate_tally
 *                               │                              │    ├ route windows of tally-cohorts ─ [by cohort, route]
 *                               │                              │    │       detect-drift (─ name-cohorts) ─┬─ [by signal] group-alerts
 *                               │                              │    │            select-drifts ────────────┘
 *                               │                              │    └ scored windows ─┴─ [by cohort] recommend-thresholds
 *                               │                              ├─ select-exposed ─ [by experiment, unit] follow-units
 *                               │                              ├─ visits ─ [by user] retain-users ─ pre-aggregate
 *                               │                              │                ─ [by cut, day] tally-retention
 *                               │                              └─ places ─ pre-aggregate ─┐
 *                               └─ places ────────────────────────────────────────────────┴─ [by source, place] count-places
 * </pre>
 */
public final class RoutesightPipeline {
    private final JobConfig config;
    private final boolean batch;
    private final Tables tables;
    private final TallySettings tallying;

    /** What thresholds are recommended by; null if none are. */
    private final ScoredWindows scoredWindows;

    private RoutesightPipeline(JobConfig config, boolean batch, Tables tables) {
        this.config = config;
        this.batch = batch;
        this.tables = tables;
        this.tallying = tallySettings(config, batch);
        this.scoredWindows = scoredWindows(config);
    }

    /**
     * What may be wanted elsewhere too.
     *
     * @param alerts null when drift is not watched
     * @param thresholds null when none are recommended
     */
    public record Results(
            DataStream<Outcome> outcomes,
            DataStream<DriftAlert> alerts,
            DataStream<ThresholdRow> thresholds) {}

    /** Builds the graph from a source to the tables. */
    public static Results build(
            DataStream<Decoded> source, JobConfig config, boolean batch, Tables tables) {
        return new RoutesightPipeline(config, batch, tables).build(source);
    }

    private Results build(DataStream<Decoded> source) {
        SingleOutputStreamOperator<Event> events =
                operator(
                        source,
                        "receive-events",
                        WireType.EVENT,
                        new ReceiveEvents(tallying.refreshMillis()));
        SingleOutputStreamOperator<Aside> received = sorted(events, "sort-received");
        write(
                received.getSideOutput(SideOutputs.REFUSALS),
                tables.malformedEvent(),
                "malformed-event");
        DataStream<Long> ends = received.getSideOutput(SideOutputs.OBSERVED_UNTIL);
        BroadcastStream<Long> observedUntil = ends.broadcast(ObservedUntil.STATE);

        SingleOutputStreamOperator<Outcome> attributed =
                events.keyBy(AttributeSignals::keyOf)
                        .connect(ends.broadcast())
                        .transform(
                                "attribute-signals",
                                TypeInformation.of(Outcome.class),
                                new AttributeSignals(attributionSettings(config), batch))
                        .uid("attribute-signals");
        DataStream<Outcome> outcomes = priced(attributed);
        if (tables.decisionOutcome() != null) {
            write(outcomes, tables.decisionOutcome(), "decision-outcome");
        }
        SingleOutputStreamOperator<Aside> besides = sorted(attributed, "sort-attributed");
        writeStrays(besides.getSideOutput(SideOutputs.STRAYS));
        write(besides.getSideOutput(SideOutputs.EVALS), tables.evalResult(), "eval-result");

        DataStream<LateJoin> lateJoins = besides.getSideOutput(SideOutputs.LATE_JOINS);
        write(
                lateJoins
                        .filter(join -> join.judgement() != null)
                        .uid("judgements-only")
                        .name("judgements-only"),
                tables.judgement(),
                "judgement");
        SingleOutputStreamOperator<TallyRow> rows = tally(outcomes, lateJoins, observedUntil);
        DataStream<CohortDrift> drifts =
                config.drift().enabled()
                        ? watch(rows.getSideOutput(TallyCohorts.ROUTE_WINDOWS), observedUntil)
                        : null;
        DataStream<ThresholdRow> thresholds =
                scoredWindows == null ? null : recommend(rows, drifts, observedUntil);
        followUnits(outcomes, observedUntil);
        retain(attributed, observedUntil);
        account(received, attributed);
        return new Results(outcomes, drifts == null ? null : group(drifts), thresholds);
    }

    /** What an operator says aside: once more by itself, for its readers cost copies there. */
    private static SingleOutputStreamOperator<Aside> sorted(
            SingleOutputStreamOperator<?> from, String uid) {
        return from.getSideOutput(SideOutputs.ASIDES)
                .process(new SortAsides())
                .returns(Aside.class)
                .uid(uid)
                .name(uid);
    }

    /** The same where there is no price book. */
    private DataStream<Outcome> priced(DataStream<Outcome> outcomes) {
        PriceBook prices = config.tally().prices();
        if (prices.models().isEmpty() && prices.routes().isEmpty()) {
            return outcomes;
        }
        return outcomes.map(
                        new PriceOutcomes(new TokenCosts(prices, config.tally().referenceRoute())))
                .returns(Outcome.class)
                .uid("price-outcomes")
                .name("price-outcomes");
    }

    private SingleOutputStreamOperator<TallyRow> tally(
            DataStream<Outcome> outcomes,
            DataStream<LateJoin> lateJoins,
            BroadcastStream<Long> observedUntil) {
        TypeInformation<Partial> partial = TypeInformation.of(Partial.class);
        BucketSettings bucketing = bucketSettings(config);
        SingleOutputStreamOperator<Partial> added =
                operator(
                        outcomes,
                        "pre-aggregate-outcomes",
                        partial,
                        new PreAggregateOutcomes(tallying, bucketing));
        if (bucketing.cuts() > 0) {
            tallyBuckets(added, bucketing, observedUntil);
        }
        DataStream<Partial> joined =
                lateJoins
                        .flatMap(new SplitLateJoins(tallying))
                        .returns(partial)
                        .uid("split-late-joins")
                        .name("split-late-joins");
        SingleOutputStreamOperator<TallyRow> rows =
                added.union(joined)
                        .keyBy(Partial::group)
                        .connect(observedUntil)
                        .process(
                                new TallyCohorts(
                                        tallying,
                                        routeWindows(config),
                                        scoredWindows,
                                        checkpointed(outcomes)))
                        .returns(TallyRow.class)
                        .uid("tally-cohorts")
                        .name("tally-cohorts");
        write(rows, tables.cohortTally(), "cohort-tally");
        write(rows.getSideOutput(TallyCohorts.SCORE_ROWS), tables.scoreTally(), "score-tally");
        write(
                rows.getSideOutput(TallyCohorts.JUDGEMENT_ROWS),
                tables.judgementTally(),
                "judgement-tally");
        return rows;
    }

    private static boolean checkpointed(DataStream<?> stream) {
        return stream.getExecutionEnvironment().getCheckpointConfig().isCheckpointingEnabled();
    }

    private DataStream<CohortDrift> watch(
            DataStream<RouteWindow> windows, BroadcastStream<Long> observedUntil) {
        DriftSettings settings = driftSettings(config);
        DataStream<CohortDrift> said =
                windows.keyBy(RouteWindow::key)
                        .connect(observedUntil)
                        .process(new DetectDrift(settings))
                        .returns(CohortDrift.class)
                        .uid("detect-drift")
                        .name("detect-drift");
        if (settings.byEpoch()) {
            said =
                    said.keyBy(drift -> NameCohorts.ALL)
                            .connect(observedUntil)
                            .process(new NameCohorts(settings))
                            .returns(CohortDrift.class)
                            .uid("name-cohorts")
                            .name("name-cohorts");
        }
        return said;
    }

    private DataStream<DriftAlert> group(DataStream<CohortDrift> said) {
        SingleOutputStreamOperator<DriftAlert> alerts =
                said.keyBy(GroupAlerts::keyOf)
                        .process(new GroupAlerts(driftSettings(config)))
                        .returns(DriftAlert.class)
                        .uid("group-alerts")
                        .name("group-alerts");
        write(alerts, tables.driftAlert(), "drift-alert");
        return alerts;
    }

    /** A cohort's windows, and its drifts where they are watched. */
    private DataStream<ThresholdRow> recommend(
            SingleOutputStreamOperator<TallyRow> rows,
            DataStream<CohortDrift> drifts,
            BroadcastStream<Long> observedUntil) {
        DataStream<CohortNews> news = rows.getSideOutput(TallyCohorts.SCORED_WINDOWS);
        if (drifts != null) {
            news =
                    news.union(
                            drifts.flatMap(new SelectDrifts(scoredWindows))
                                    .returns(CohortNews.class)
                                    .uid("select-drifts")
                                    .name("select-drifts"));
        }
        SingleOutputStreamOperator<ThresholdRow> thresholds =
                news.keyBy(CohortNews::key)
                        .connect(observedUntil)
                        .process(
                                new RecommendThresholds(
                                        scoredWindows.settings(), config.tally().prices()))
                        .returns(ThresholdRow.class)
                        .uid("recommend-thresholds")
                        .name("recommend-thresholds");
        write(thresholds, tables.thresholdRecommendation(), "threshold-recommendation");
        return thresholds;
    }

    private void tallyBuckets(
            SingleOutputStreamOperator<Partial> added,
            BucketSettings bucketing,
            BroadcastStream<Long> observedUntil) {
        SingleOutputStreamOperator<BucketRow> rows =
                added.getSideOutput(PreAggregateOutcomes.BUCKETS)
                        .keyBy(BucketPart::group)
                        .connect(observedUntil)
                        .process(new TallyBuckets(tallying, bucketing))
                        .returns(BucketRow.class)
                        .uid("tally-buckets")
                        .name("tally-buckets");
        write(rows, tables.bucketTally(), "bucket-tally");
        if (!bucketing.candidates().isEmpty()) {
            write(
                    rows.getSideOutput(TallyBuckets.CANDIDATE_ROWS),
                    tables.candidateTally(),
                    "candidate-tally");
        }
    }

    /** Nothing where no experiment is declared. */
    private void followUnits(DataStream<Outcome> outcomes, BroadcastStream<Long> observedUntil) {
        List<Experiment> experiments = config.tally().experiments();
        if (experiments.isEmpty()) {
            return;
        }
        write(
                outcomes.flatMap(new SelectExposed(experiments, config.tally().referenceRoute()))
                        .returns(Exposed.class)
                        .uid("select-exposed")
                        .name("select-exposed")
                        .keyBy(Exposed::key)
                        .connect(observedUntil)
                        .process(new FollowUnits(experiments, batch))
                        .returns(UnitRow.class)
                        .uid("follow-units")
                        .name("follow-units"),
                tables.experimentUnit(),
                "experiment-unit");
    }

    private void retain(
            SingleOutputStreamOperator<Outcome> outcomes, BroadcastStream<Long> observedUntil) {
        DataStream<RetentionPart> users =
                operator(
                        operator(
                                outcomes.getSideOutput(SideOutputs.VISITS)
                                        .keyBy(decision -> decision.userId()),
                                "retain-users",
                                TypeInformation.of(Retained.class),
                                new RetainUsers(batch)),
                        "pre-aggregate-retention",
                        TypeInformation.of(RetentionPart.class),
                        new PreAggregateRetention(tallying));
        write(
                users.keyBy(RetentionPart::group)
                        .connect(observedUntil)
                        .process(new TallyRetention(tallying))
                        .uid("tally-retention")
                        .name("tally-retention"),
                tables.retentionTally(),
                "retention-tally");
    }

    private void account(
            SingleOutputStreamOperator<Aside> received,
            SingleOutputStreamOperator<Outcome> outcomes) {
        DataStream<PlaceCount> decided =
                operator(
                        outcomes.getSideOutput(SideOutputs.PLACES),
                        "pre-aggregate-places",
                        TypeInformation.of(PlaceCount.class),
                        new PreAggregatePlaces(tallying.refreshMillis()));
        write(
                received.getSideOutput(SideOutputs.PLACES)
                        .union(decided)
                        .keyBy(CountPlaces::keyOf)
                        .process(new CountPlaces())
                        .uid("count-places")
                        .name("count-places"),
                tables.jobAccounting(),
                "job-accounting");
    }

    private void writeStrays(DataStream<StrayEvent> strays) {
        write(
                strays.filter(stray -> stray.place().equals(Place.LATE))
                        .uid("late-only")
                        .name("late-only"),
                tables.lateEvent(),
                "late-event");
        write(
                strays.filter(stray -> stray.place().equals(Place.ORPHAN))
                        .uid("orphans-only")
                        .name("orphans-only"),
                tables.orphanSignal(),
                "orphan-signal");
    }

    private static <I, O> SingleOutputStreamOperator<O> operator(
            DataStream<I> input,
            String uid,
            TypeInformation<O> type,
            OneInputStreamOperator<I, O> operator) {
        return input.transform(uid, type, operator).uid(uid);
    }

    private static <T> void write(DataStream<T> rows, Sink<T> sink, String table) {
        rows.sinkTo(sink).uid("write-" + table).name("write-" + table);
    }

    private static AttributionSettings attributionSettings(JobConfig config) {
        SessionConfig session = config.session();
        return new AttributionSettings(
                session.horizonMillis(),
                session.idleLimit().toMillis(),
                session.outOfOrderness().toMillis(),
                session.lateJoin().toMillis(),
                session.maxEvents(),
                session.maxDecisions(),
                session.rejectedBits(),
                session.handoffShared());
    }

    private static RouteWindows routeWindows(JobConfig config) {
        DriftConfig drift = config.drift();
        return drift.enabled()
                ? new RouteWindows(
                        drift.horizon().toMillis(),
                        drift.signals(),
                        drift.cuts(),
                        drift.designEffect() == 0,
                        drift.concurrent(),
                        drift.controlArm())
                : null;
    }

    private static ScoredWindows scoredWindows(JobConfig config) {
        boolean recommends =
                config.recommends() && config.tally().prices().prices(RecommendThresholds.PRICED);
        return recommends
                ? new ScoredWindows(config.controlSettings(), config.control().cuts())
                : null;
    }

    private static DriftSettings driftSettings(JobConfig config) {
        DriftConfig drift = config.drift();
        return new DriftSettings(
                config.tally().window().toMillis(),
                drift.horizon().toMillis(),
                drift.signals(),
                drift.budget(),
                drift.maxTests(),
                drift.delta(),
                drift.designEffect(),
                drift.rhythm(),
                drift.learn().toMillis(),
                drift.learnDecisions(),
                drift.silentAfter().toMillis(),
                drift.forgetAfter().toMillis(),
                drift.groupWithin().toMillis(),
                drift.mode() == DriftMode.FDR ? drift.epoch().toMillis() : 0,
                drift.alpha(),
                drift.concurrent(),
                drift.oddsRatio());
    }

    private static BucketSettings bucketSettings(JobConfig config) {
        long[] horizons = config.session().horizonMillis();
        return new BucketSettings(
                config.tally().bucketedCuts(),
                new TreeSet<>(config.tally().candidates()),
                horizons[horizons.length - 1]);
    }

    private static TallySettings tallySettings(JobConfig config, boolean batch) {
        var tally = config.tally();
        var cuts = tally.cuts().stream().map(Cut::new).toList();
        TreeSet<String> always = new TreeSet<>();
        for (var kept : tally.alwaysKept()) {
            cuts.stream()
                    .filter(cut -> cut.isOf(kept.keySet()))
                    .forEach(cut -> always.add(cut.cohortOf(kept)));
        }
        return new TallySettings(
                new java.util.ArrayList<>(cuts),
                tally.window().toMillis(),
                config.session().lateJoin().toMillis(),
                tally.maxCohortsPerCut(),
                always,
                tally.scoreBins(),
                tally.refresh().toMillis(),
                batch);
    }
}
