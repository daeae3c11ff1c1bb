package dev.routesight.database;

import static dev.routesight.database.Column.json;
import static dev.routesight.database.Column.of;
import static dev.routesight.database.Values.known;
import static dev.routesight.database.Values.rowKey;
import static dev.routesight.database.Values.time;

import dev.routesight.control.ControlSettings;
import dev.routesight.control.CurvePoint;
import dev.routesight.control.FollowUp;
import dev.routesight.control.Recommendation;
import dev.routesight.control.ThresholdRow;
import dev.routesight.stats.Estimate;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The columns of {@code threshold_recommendation}. */
final class RecommendationColumns {
    private RecommendationColumns() {}

    /** A part of a row that travels to the cluster. */
    private interface Part<T> extends Function<Recommendation, T>, Serializable {}

    static List<Column<ThresholdRow>> all(String dataset, int generation, ControlSettings control) {
        List<Column<ThresholdRow>> columns = Column.head(dataset, generation);
        columns.add(of("cut", ThresholdRow::cut));
        columns.add(of("cohort", ThresholdRow::cohort));
        columns.add(of("row_key", r -> rowKey(r.cohort())));
        columns.add(part("period_start", r -> time(r.periodStart())));
        columns.add(part("period_end", r -> time(r.periodEnd())));
        columns.add(of("as_of", r -> time(r.asOf())));
        long horizon = control.horizonMillis() / 1000;
        columns.add(of("horizon_seconds", r -> horizon));
        columns.add(part("status", Recommendation::status));
        columns.add(part("reason", Recommendation::reason));
        columns.add(part("why", Recommendation::why));
        columns.add(number("current_threshold", Recommendation::currentThreshold));
        columns.add(number("approved_threshold", Recommendation::approvedThreshold));
        columns.add(number("proposed_threshold", Recommendation::proposedThreshold));
        columns.add(number("cheapest_threshold", Recommendation::cheapestThreshold));
        columns.add(of("price_per_rejected_usd", ThresholdRow::pricePerBadAnswer));
        columns.add(number("current_cost_usd", Recommendation::currentCost));
        estimate(columns, "cost_change_usd", Recommendation::costChange);
        estimate(columns, "rejected_change", Recommendation::rejectedChange);
        columns.add(number("band_critical", Recommendation::bandCritical));
        columns.add(number("considered_threshold", Recommendation::consideredThreshold));
        columns.add(number("harm_upper", Recommendation::harmBound));
        columns.add(number("rejected_harm_upper", Recommendation::rejectedBound));
        columns.add(number("harm_critical", Recommendation::harmCritical));
        columns.add(number("alpha_spent", Recommendation::alphaSpent));
        columns.add(number("alpha_spent_in_all", Recommendation::alphaSpentInAll));
        evidence(columns);
        columns.add(of("drifting", ThresholdRow::drift));
        followUp(columns);
        columns.add(number("explore_share", r -> r.exploration().share()));
        columns.add(part("explore_periods", r -> r.exploration().periods()));
        columns.add(part("explore_decisions", r -> r.exploration().decisionsPerRoute()));
        columns.add(number("explore_cost_usd", r -> r.exploration().costUsd()));
        columns.add(json("curve", r -> curve(r.recommendation().curve())));
        columns.add(of("evidence_sql", r -> EvidenceSql.of(dataset, control, r)));
        return columns;
    }

    private static void evidence(List<Column<ThresholdRow>> columns) {
        columns.add(part("evidence_from", r -> time(r.evidence().from())));
        columns.add(part("evidence_to", r -> time(r.evidence().to())));
        columns.add(part("evidence_periods", r -> r.evidence().periods()));
        columns.add(part("decisions", r -> r.evidence().decisions()));
        columns.add(part("cheap_decisions", r -> r.evidence().cheapDecisions()));
        columns.add(part("reference_decisions", r -> r.evidence().referenceDecisions()));
        columns.add(part("bins_supported", r -> r.evidence().binsSupported()));
        columns.add(number("lowest_threshold", r -> r.evidence().lowestThreshold()));
        columns.add(number("highest_threshold", r -> r.evidence().highestThreshold()));
        columns.add(number("design_effect", r -> r.evidence().designEffect()));
    }

    private static void followUp(List<Column<ThresholdRow>> columns) {
        columns.add(part("followed", r -> r.followUp().state()));
        columns.add(number("followed_from", r -> r.followUp().fromThreshold()));
        columns.add(number("followed_to", r -> r.followUp().toThreshold()));
        columns.add(
                part(
                        "followed_since",
                        r ->
                                r.followUp().state().equals(FollowUp.NO_PROPOSAL)
                                        ? null
                                        : time(r.followUp().proposedAt())));
        estimate(columns, "predicted_cost_change_usd", r -> r.followUp().predictedCost());
        estimate(columns, "observed_cost_change_usd", r -> r.followUp().observedCost());
        estimate(columns, "predicted_rejected_change", r -> r.followUp().predictedRejected());
        estimate(columns, "observed_rejected_change", r -> r.followUp().observedRejected());
        columns.add(
                part(
                        "kept",
                        r ->
                                r.followUp().kept().isEmpty()
                                        ? null
                                        : (Object) r.followUp().kept().equals("yes")));
    }

    private static Column<ThresholdRow> part(String name, Part<Object> part) {
        return of(name, row -> part.apply(row.recommendation()));
    }

    /** A number that may be unknown. */
    private static Column<ThresholdRow> number(String name, Part<Double> part) {
        return of(name, row -> known(part.apply(row.recommendation())));
    }

    private static void estimate(
            List<Column<ThresholdRow>> columns, String name, Part<Estimate> part) {
        columns.add(number(name, r -> part.apply(r).value()));
        columns.add(number(name + "_low", r -> part.apply(r).interval().low()));
        columns.add(number(name + "_high", r -> part.apply(r).interval().high()));
    }

    private static String curve(List<CurvePoint> points) {
        StringBuilder json = new StringBuilder("[");
        for (CurvePoint point : points) {
            json.append(json.length() == 1 ? "" : ",")
                    .append(
                            String.format(
                                    Locale.ROOT,
                                    "{\"threshold\":%s,\"cost_usd\":%s,\"low\":%s,\"high\":%s}",
                                    known(point.threshold()),
                                    known(point.cost()),
                                    known(point.low()),
                                    known(point.high())));
        }
        return json.append(']').toString();
    }
}
