package dev.routesight.pipeline;

import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.calibration.UnitRow;
import dev.routesight.control.ThresholdRow;
import dev.routesight.drift.DriftAlert;
import dev.routesight.event.Event;
import dev.routesight.event.Refusal;
import dev.routesight.tally.AccountingRow;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallyRow;
import org.apache.flink.api.connector.sink2.Sink;

/** Where the graph's rows go: a database, or what a test or benchmark brings. */
public interface Tables {

    /** Rows of {@code cohort_tally} and {@code score_tally}. */
    Sink<TallyRow> cohortTally();

    Sink<TallyRow> scoreTally();

    /** Rows of {@code bucket_tally} and {@code candidate_tally}. */
    Sink<BucketRow> bucketTally();

    Sink<BucketRow> candidateTally();

    Sink<JudgementTallyRow> judgementTally();

    /** Judgements, one by one. */
    Sink<LateJoin> judgement();

    Sink<RetentionTallyRow> retentionTally();

    Sink<UnitRow> experimentUnit();

    /** Null when outcomes are not wanted by row. */
    Sink<Outcome> decisionOutcome();

    Sink<Refusal> malformedEvent();

    Sink<StrayEvent> lateEvent();

    Sink<StrayEvent> orphanSignal();

    Sink<Event> evalResult();

    Sink<AccountingRow> jobAccounting();

    Sink<DriftAlert> driftAlert();

    Sink<ThresholdRow> thresholdRecommendation();
}
