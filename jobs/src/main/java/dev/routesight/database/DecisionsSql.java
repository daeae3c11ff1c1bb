package dev.routesight.database;

import static dev.routesight.database.Values.literal;

import dev.routesight.drift.CohortDrift;
import dev.routesight.tally.Cut;
import java.time.Instant;
import java.util.Set;

/**
 * The query that returns the decisions behind a drift: of the cohort and route since the estimated
 * start, for a rise those with the signal, for a fall all of them.
 */
final class DecisionsSql {
    private static final Set<String> COLUMNS =
            Set.of("query_shape", "language", "router_version", "model", "route");
    private static final Set<String> FLAGS = Set.of("rejected", "followed");

    private DecisionsSql() {}

    static String of(String dataset, CohortDrift drift) {
        StringBuilder sql =
                new StringBuilder("select * from decision_outcome where dataset = ")
                        .append(literal(dataset))
                        .append(" and horizon_seconds = ")
                        .append(drift.horizonMillis() / 1000)
                        .append(" and decision_ts >= ")
                        .append(literal(Instant.ofEpochMilli(drift.since()).toString()))
                        .append(" and decision_ts < ")
                        .append(
                                literal(
                                        Instant.ofEpochMilli(drift.at() - drift.horizonMillis())
                                                + ""))
                        .append(" and route = ")
                        .append(literal(drift.route()));
        Cut.valuesOf(drift.cohort())
                .forEach(
                        (dimension, value) ->
                                sql.append(" and ")
                                        .append(
                                                COLUMNS.contains(dimension)
                                                        ? dimension
                                                        : "coalesce(labels ->> "
                                                                + literal(dimension)
                                                                + ", '')")
                                        .append(" = ")
                                        .append(literal(value)));
        if (drift.direction().equals("rise")) {
            sql.append(" and ")
                    .append(
                            FLAGS.contains(drift.signal())
                                    ? drift.signal()
                                    : literal(drift.signal()) + " = any (signals)");
        }
        return sql.append(" order by decision_ts, decision_id;").toString();
    }
}
