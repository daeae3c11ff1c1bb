package dev.routesight.database;

import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.calibration.UnitRow;
import dev.routesight.config.DecisionOutcomes;
import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.control.ControlSettings;
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
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.JdbcExecutionOptions;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/** PostgreSQL as the place where rows go, by guarded upserts. */
public final class DatabaseTables implements Tables {
    private final JdbcConfig database;
    private final Upserts upserts;

    /** Null when nothing is recommended. */
    private final ControlSettings control;

    private final boolean outcomes;

    private DatabaseTables(JobConfig config) {
        this.database = config.jdbc();
        this.upserts = new Upserts(config.dataset(), config.generation());
        this.outcomes = config.decisionOutcome() == DecisionOutcomes.POSTGRES;
        this.control = config.recommends() ? config.controlSettings() : null;
    }

    /** The tables that a job writes. */
    public static DatabaseTables of(JobConfig config) {
        return new DatabaseTables(config);
    }

    private <T> Sink<T> sink(Upsert<T> upsert) {
        JdbcConnectionOptions.JdbcConnectionOptionsBuilder connection =
                new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
                        .withUrl(database.url())
                        .withDriverName("org.postgresql.Driver");
        if (!database.user().isEmpty()) {
            connection.withUsername(database.user()).withPassword(database.password());
        }
        return new UpsertSink<>(
                JdbcSink.<T>builder()
                        .withQueryStatement(upsert.sql(), upsert)
                        .withExecutionOptions(
                                JdbcExecutionOptions.builder()
                                        .withBatchSize(database.batchSize())
                                        .withBatchIntervalMs(database.batchInterval().toMillis())
                                        .withMaxRetries(database.maxRetries())
                                        .build())
                        .buildAtLeastOnce(connection.build()));
    }

    @Override
    public Sink<TallyRow> cohortTally() {
        return sink(upserts.cohortTally());
    }

    @Override
    public Sink<TallyRow> scoreTally() {
        return sink(upserts.scoreTally());
    }

    @Override
    public Sink<BucketRow> bucketTally() {
        return sink(BucketUpserts.bucketTally(upserts.head()));
    }

    @Override
    public Sink<BucketRow> candidateTally() {
        return sink(BucketUpserts.candidateTally(upserts.head()));
    }

    @Override
    public Sink<JudgementTallyRow> judgementTally() {
        return sink(upserts.judgementTally());
    }

    @Override
    public Sink<LateJoin> judgement() {
        return sink(upserts.judgement());
    }

    @Override
    public Sink<RetentionTallyRow> retentionTally() {
        return sink(upserts.retentionTally());
    }

    @Override
    public Sink<UnitRow> experimentUnit() {
        return sink(BucketUpserts.experimentUnit(upserts.head()));
    }

    @Override
    public Sink<Outcome> decisionOutcome() {
        return outcomes ? sink(upserts.decisionOutcome()) : null;
    }

    @Override
    public Sink<Refusal> malformedEvent() {
        return sink(upserts.malformedEvent());
    }

    @Override
    public Sink<StrayEvent> lateEvent() {
        return sink(upserts.stray("late_event"));
    }

    @Override
    public Sink<StrayEvent> orphanSignal() {
        return sink(upserts.stray("orphan_signal"));
    }

    @Override
    public Sink<Event> evalResult() {
        return sink(upserts.evalResult());
    }

    @Override
    public Sink<DriftAlert> driftAlert() {
        return sink(upserts.driftAlert());
    }

    @Override
    public Sink<ThresholdRow> thresholdRecommendation() {
        return sink(upserts.thresholdRecommendation(control));
    }

    @Override
    public Sink<AccountingRow> jobAccounting() {
        return sink(upserts.jobAccounting());
    }
}
