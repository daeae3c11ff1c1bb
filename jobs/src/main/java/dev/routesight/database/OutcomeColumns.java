package dev.routesight.database;

import static dev.routesight.database.Column.json;
import static dev.routesight.database.Column.of;
import static dev.routesight.database.Values.nanos;
import static dev.routesight.database.Values.seconds;
import static dev.routesight.database.Values.time;

import dev.routesight.attribution.Outcome;
import java.util.List;

/**
 * The columns of an outcome, in the order of {@code decision_outcome}: the one place that says what
 * the table, the files and the topic of outcomes hold.
 */
final class OutcomeColumns {
    private OutcomeColumns() {}

    static List<Column<Outcome>> all(String dataset, int generation) {
        List<Column<Outcome>> columns = Column.head(dataset, generation);
        columns.add(of("session_id", Outcome::sessionId));
        columns.add(of("decision_id", Outcome::decisionId));
        columns.add(of("decision_ts", r -> time(r.decisionTs())));
        columns.add(of("horizon_seconds", r -> r.horizonMillis() / 1000));
        columns.add(of("turn", Outcome::turn));
        columns.add(of("route", Outcome::route));
        columns.add(of("model", Outcome::model));
        columns.add(of("router_version", Outcome::routerVersion));
        columns.add(of("score", Outcome::score));
        columns.add(of("threshold", Outcome::threshold));
        columns.add(of("assignment", Outcome::assignment));
        columns.add(of("experiment", Outcome::experiment));
        columns.add(of("arm", Outcome::arm));
        columns.add(of("query_shape", Outcome::queryShape));
        columns.add(of("language", Outcome::language));
        columns.add(json("labels", r -> Values.object(r.labels())));
        columns.add(of("unit", Outcome::unit));
        columns.add(of("root", Outcome::root));
        columns.add(of("followed", Outcome::followed));
        columns.add(of("signals", r -> Values.signals(r.signals())));
        columns.add(of("rejected", Outcome::rejected));
        columns.add(of("first_signal_seconds", r -> seconds(r.firstSignalMillis())));
        columns.add(of("stream_started", Outcome::streamStarted));
        columns.add(of("stream_completed", Outcome::streamCompleted));
        columns.add(
                of("completion", r -> r.completionNanos() < 0 ? null : nanos(r.completionNanos())));
        columns.add(of("session_seconds", r -> seconds(r.sessionMillis())));
        columns.add(of("cost_usd", r -> nanos(r.costNanos())));
        columns.add(of("reference_cost_usd", r -> nanos(r.referenceCostNanos())));
        columns.add(of("handoff_shared", r -> nanos(r.handoffSharedNanos())));
        columns.add(of("without_propensity", Outcome::withoutPropensity));
        columns.add(of("complete", Outcome::complete));
        columns.add(of("propensity", Outcome::propensity));
        columns.add(of("prompt_tokens", Outcome::promptTokens));
        columns.add(of("verifier", r -> r.verified() == null ? null : r.verified().verifier()));
        columns.add(of("verifier_score", r -> r.verified() == null ? null : r.verified().score()));
        columns.add(
                of(
                        "refused_score",
                        r -> r.verified() == null ? null : r.verified().refusedScore()));
        return columns;
    }
}
