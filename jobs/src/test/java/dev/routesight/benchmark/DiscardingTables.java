package dev.routesight.benchmark;

import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.calibration.UnitRow;
import dev.routesight.control.ThresholdRow;
import dev.routesight.drift.DriftAlert;
import dev.routesight.event.Event;
import dev.routesight.event.Refusal;
import dev.routesight.pipeline.Tables;
import dev.routesight.tally.AccountingRow;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallyRow;
import java.nio.file.Path;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Throws every row away, but for the account of what was read. */
record DiscardingTables(Path accountFolder) implements Tables {

    @Override
    public Sink<TallyRow> cohortTally() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<TallyRow> scoreTally() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<BucketRow> bucketTally() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<BucketRow> candidateTally() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<JudgementTallyRow> judgementTally() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<LateJoin> judgement() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<RetentionTallyRow> retentionTally() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<UnitRow> experimentUnit() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<Outcome> decisionOutcome() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<Refusal> malformedEvent() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<StrayEvent> lateEvent() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<StrayEvent> orphanSignal() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<Event> evalResult() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<DriftAlert> driftAlert() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<ThresholdRow> thresholdRecommendation() {
        return new DiscardingSink<>();
    }

    @Override
    public Sink<AccountingRow> jobAccounting() {
        return new AccountSink(accountFolder.toString());
    }
}
