package dev.routesight.database;

import static dev.routesight.database.Column.json;
import static dev.routesight.database.Column.of;
import static dev.routesight.database.Values.nanos;
import static dev.routesight.database.Values.rowKey;
import static dev.routesight.database.Values.time;

import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.control.ControlSettings;
import dev.routesight.control.ThresholdRow;
import dev.routesight.drift.DriftAlert;
import dev.routesight.event.Event;
import dev.routesight.event.Refusal;
import dev.routesight.tally.AccountingRow;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySum;
import java.util.List;

/** The upserts of all tables, for one dataset and generation. */
final class Upserts {
    static final List<String> BY_FINALITY = List.of("generation", "final", "as_of");
    private static final List<String> BY_GENERATION = List.of("generation");

    private final String dataset;
    private final int generation;

    Upserts(String dataset, int generation) {
        this.dataset = dataset;
        this.generation = generation;
    }

    <T> List<Column<T>> head() {
        return Column.head(dataset, generation);
    }

    Upsert<TallyRow> cohortTally() {
        List<Column<TallyRow>> columns = tallyColumns();
        columns.add(
                of(
                        "row_key",
                        r ->
                                rowKey(
                                        r.cohort(),
                                        r.route(),
                                        r.routerVersion(),
                                        r.assignment(),
                                        r.experiment(),
                                        r.arm())));
        return tally("cohort_tally", columns);
    }

    Upsert<TallyRow> scoreTally() {
        List<Column<TallyRow>> columns = tallyColumns();
        columns.add(of("query_shape", TallyRow::queryShape));
        columns.add(of("score_bin", TallyRow::scoreBin));
        columns.add(
                of(
                        "row_key",
                        r ->
                                rowKey(
                                        r.cohort(),
                                        r.route(),
                                        r.routerVersion(),
                                        r.assignment(),
                                        r.experiment(),
                                        r.arm(),
                                        r.queryShape(),
                                        Integer.toString(r.scoreBin()))));
        return tally("score_tally", columns);
    }

    private static Upsert<TallyRow> tally(String table, List<Column<TallyRow>> columns) {
        return new Upsert<>(
                table,
                columns,
                List.of("dataset", "cut", "row_key", "horizon_seconds", "window_start"),
                BY_FINALITY);
    }

    private List<Column<TallyRow>> tallyColumns() {
        List<Column<TallyRow>> columns = head();
        columns.add(of("cut", TallyRow::cut));
        columns.add(of("cohort", TallyRow::cohort));
        columns.add(of("route", TallyRow::route));
        columns.add(of("router_version", TallyRow::routerVersion));
        columns.add(of("assignment", TallyRow::assignment));
        columns.add(of("experiment", TallyRow::experiment));
        columns.add(of("arm", TallyRow::arm));
        columns.add(of("horizon_seconds", TallyRow::horizonSeconds));
        columns.add(of("window_start", r -> time(r.windowStart())));
        columns.add(of("window_end", r -> time(r.windowEnd())));
        columns.add(of("final", TallyRow::isFinal));
        columns.add(of("complete", TallyRow::complete));
        columns.add(of("as_of", r -> time(r.asOf())));
        for (TallyCount count : TallyCount.values()) {
            int at = count.ordinal();
            columns.add(of(count.column(), r -> r.counts()[at]));
        }
        for (TallySum sum : TallySum.values()) {
            int at = sum.ordinal();
            columns.add(of(sum.column(), r -> r.sums()[at]));
        }
        return columns;
    }

    Upsert<JudgementTallyRow> judgementTally() {
        List<Column<JudgementTallyRow>> columns = head();
        columns.add(of("cut", JudgementTallyRow::cut));
        columns.add(of("cohort", JudgementTallyRow::cohort));
        columns.add(of("kind", JudgementTallyRow::kind));
        columns.add(of("route", JudgementTallyRow::route));
        columns.add(of("router_version", JudgementTallyRow::routerVersion));
        columns.add(of("assignment", JudgementTallyRow::assignment));
        columns.add(of("experiment", JudgementTallyRow::experiment));
        columns.add(of("arm", JudgementTallyRow::arm));
        columns.add(of("model", JudgementTallyRow::model));
        columns.add(of("shadow_route", JudgementTallyRow::shadowRoute));
        columns.add(of("verdict", JudgementTallyRow::verdict));
        columns.add(of("judge", JudgementTallyRow::judge));
        columns.add(of("judge_model", JudgementTallyRow::judgeModel));
        columns.add(of("shown_first", JudgementTallyRow::shownFirst));
        columns.add(of("longer", JudgementTallyRow::longer));
        columns.add(
                of(
                        "row_key",
                        r ->
                                rowKey(
                                        r.cohort(),
                                        r.kind(),
                                        r.route(),
                                        r.routerVersion(),
                                        r.assignment(),
                                        r.experiment(),
                                        r.arm(),
                                        r.model(),
                                        r.shadowRoute(),
                                        r.verdict(),
                                        r.judge(),
                                        r.judgeModel(),
                                        r.shownFirst(),
                                        r.longer())));
        columns.add(of("window_start", r -> time(r.windowStart())));
        columns.add(of("window_end", r -> time(r.windowEnd())));
        columns.add(of("final", JudgementTallyRow::isFinal));
        columns.add(of("complete", JudgementTallyRow::complete));
        columns.add(of("as_of", r -> time(r.asOf())));
        columns.add(of("events", JudgementTallyRow::events));
        columns.add(of("inverse_rate", JudgementTallyRow::inverseRate));
        columns.add(of("inverse_rate_sq", JudgementTallyRow::inverseRateSq));
        columns.add(of("shadow_cost_usd", JudgementTallyRow::shadowCostUsd));
        return new Upsert<>(
                "judgement_tally",
                columns,
                List.of("dataset", "cut", "row_key", "window_start"),
                BY_FINALITY);
    }

    Upsert<LateJoin> judgement() {
        List<Column<LateJoin>> columns = head();
        columns.add(of("session_id", LateJoin::sessionId));
        columns.add(of("event_id", LateJoin::eventId));
        columns.add(of("ts", j -> time(j.ts())));
        columns.add(of("decision_id", LateJoin::decisionId));
        columns.add(of("decision_ts", j -> time(j.decision().ts())));
        columns.add(of("route", j -> j.decision().dimensions().route()));
        columns.add(of("model", j -> j.decision().dimensions().model()));
        columns.add(of("query_shape", j -> j.decision().dimensions().queryShape()));
        columns.add(of("language", j -> j.decision().dimensions().language()));
        columns.add(of("shadow_route", j -> j.judgement().shadowRoute()));
        columns.add(of("verdict", j -> j.judgement().verdict()));
        columns.add(of("judge", j -> j.judgement().judge()));
        columns.add(of("judge_model", j -> j.judgement().judgeModel()));
        columns.add(of("shown_first", j -> j.judgement().shownFirst()));
        columns.add(of("primary_tokens", j -> j.judgement().primaryTokens()));
        columns.add(of("shadow_tokens", j -> j.judgement().shadowTokens()));
        columns.add(of("shadow_cost_usd", j -> nanos(j.judgement().shadowCostNanos())));
        columns.add(of("sample_rate", j -> j.judgement().sampleRate()));
        return new Upsert<>(
                "judgement",
                columns,
                List.of("dataset", "session_id", "event_id", "ts"),
                BY_GENERATION);
    }

    Upsert<RetentionTallyRow> retentionTally() {
        List<Column<RetentionTallyRow>> columns = head();
        columns.add(of("day", r -> time(r.day()).toLocalDate()));
        columns.add(of("cut", RetentionTallyRow::cut));
        columns.add(of("cohort", RetentionTallyRow::cohort));
        columns.add(of("route", RetentionTallyRow::route));
        columns.add(of("assignment", RetentionTallyRow::assignment));
        columns.add(of("experiment", RetentionTallyRow::experiment));
        columns.add(of("arm", RetentionTallyRow::arm));
        columns.add(
                of(
                        "row_key",
                        r ->
                                rowKey(
                                        r.cohort(),
                                        r.route(),
                                        r.assignment(),
                                        r.experiment(),
                                        r.arm())));
        columns.add(of("final", RetentionTallyRow::isFinal));
        columns.add(of("complete", RetentionTallyRow::complete));
        columns.add(of("as_of", r -> time(r.asOf())));
        columns.add(of("users", RetentionTallyRow::users));
        columns.add(of("returned_1d", RetentionTallyRow::returned1d));
        columns.add(of("returned_7d", RetentionTallyRow::returned7d));
        return new Upsert<>(
                "retention_tally",
                columns,
                List.of("dataset", "day", "cut", "row_key"),
                BY_FINALITY);
    }

    Upsert<Outcome> decisionOutcome() {
        return new Upsert<>(
                "decision_outcome",
                OutcomeColumns.all(dataset, generation),
                List.of("dataset", "session_id", "decision_id", "decision_ts", "horizon_seconds"),
                List.of("generation", "complete"));
    }

    Upsert<Refusal> malformedEvent() {
        List<Column<Refusal>> columns = head();
        columns.add(of("place", Refusal::place));
        columns.add(of("event_id", Refusal::eventId));
        columns.add(of("ts", r -> r.ts() < 0 ? null : time(r.ts())));
        columns.add(of("reason", Refusal::reason));
        columns.add(of("source", Refusal::source));
        columns.add(of("position", Refusal::position));
        columns.add(of("raw", Refusal::raw));
        return new Upsert<>("malformed_event", columns, byPosition(), BY_GENERATION);
    }

    Upsert<StrayEvent> stray(String table) {
        List<Column<StrayEvent>> columns = head();
        columns.add(of("event_id", StrayEvent::eventId));
        columns.add(of("type", StrayEvent::type));
        columns.add(of("ts", r -> time(r.ts())));
        columns.add(of("session_id", StrayEvent::sessionId));
        columns.add(of("decision_id", StrayEvent::decisionId));
        columns.add(of("reason", StrayEvent::reason));
        columns.add(of("source", StrayEvent::source));
        columns.add(of("position", StrayEvent::position));
        return new Upsert<>(table, columns, byPosition(), BY_GENERATION);
    }

    private static List<String> byPosition() {
        return List.of("dataset", "source", "position");
    }

    Upsert<Event> evalResult() {
        List<Column<Event>> columns = head();
        columns.add(of("event_id", Event::eventId));
        columns.add(of("ts", e -> time(e.ts())));
        columns.add(of("benchmark", e -> e.eval().benchmark()));
        columns.add(of("route", e -> e.eval().route()));
        columns.add(of("score", e -> e.eval().score()));
        columns.add(of("correct", e -> nanos(e.eval().correctNanos())));
        columns.add(of("query_shape", e -> e.eval().queryShape()));
        columns.add(of("language", e -> e.eval().language()));
        columns.add(json("labels", e -> Values.object(e.eval().labels())));
        return new Upsert<>("eval_result", columns, List.of("dataset", "event_id"), BY_GENERATION);
    }

    Upsert<DriftAlert> driftAlert() {
        return new Upsert<>(
                "drift_alert",
                AlertColumns.all(dataset, generation),
                List.of("dataset", "alert_id"),
                List.of("generation", "updated_at"));
    }

    Upsert<ThresholdRow> thresholdRecommendation(ControlSettings control) {
        return new Upsert<>(
                "threshold_recommendation",
                RecommendationColumns.all(dataset, generation, control),
                List.of("dataset", "cut", "row_key", "period_start"),
                List.of("generation", "as_of"));
    }

    Upsert<AccountingRow> jobAccounting() {
        List<Column<AccountingRow>> columns = head();
        columns.add(of("source", AccountingRow::source));
        columns.add(of("place", AccountingRow::place));
        columns.add(of("events", AccountingRow::events));
        columns.add(of("as_of", r -> time(r.asOf())));
        return new Upsert<>(
                "job_accounting",
                columns,
                List.of("dataset", "source", "place"),
                // a restored job counts on behind the watermark that it had, so that as_of cannot
                // tell old from new; but counts only grow, save that of pending, where the last
                // wins
                List.of("generation", "case %s.place when 'pending' then 0 else %<s.events end"),
                List.of("as_of"));
    }
}
