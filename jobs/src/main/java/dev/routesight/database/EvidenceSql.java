package dev.routesight.database;

import static dev.routesight.database.Values.known;
import static dev.routesight.database.Values.literal;

import dev.routesight.control.ControlSettings;
import dev.routesight.control.FollowUp;
import dev.routesight.control.Recommendation;
import dev.routesight.control.ThresholdRow;
import dev.routesight.stats.Critical;
import java.time.Instant;

/**
 * The query that computes the numbers of a recommendation again from {@code score_tally}; those of
 * an adopted proposal too, which are the same contrast over the decisions since.
 */
final class EvidenceSql {
    private EvidenceSql() {}

    static String of(String dataset, ControlSettings control, ThresholdRow row) {
        Recommendation said = row.recommendation();
        boolean moves = said.costChange().isKnown();
        String evidence =
                call(
                        dataset,
                        control,
                        row,
                        said.evidence().from(),
                        said.currentThreshold(),
                        said.approvedThreshold(),
                        moves ? said.proposedThreshold() : Double.NaN,
                        said.consideredThreshold(),
                        said.bandCritical(),
                        said.harmCritical());
        FollowUp followed = said.followUp();
        if (!followed.observedCost().isKnown()) {
            return "select * from " + evidence + ";";
        }
        String since =
                call(
                        dataset,
                        control,
                        row,
                        Math.max(said.evidence().from(), followed.proposedAt()),
                        followed.fromThreshold(),
                        followed.fromThreshold(),
                        followed.toThreshold(),
                        Double.NaN,
                        Critical.z(Critical.LEVEL),
                        Double.NaN);
        StringBuilder sql = new StringBuilder("select e.*");
        for (String name : new String[] {"cost_change_usd", "rejected_change"}) {
            for (String end : new String[] {"", "_low", "_high"}) {
                sql.append(", f.").append(name).append(end);
                sql.append(" as observed_").append(name).append(end);
            }
        }
        return sql.append(" from ").append(evidence).append(" e, ").append(since).append(" f;")
                + "";
    }

    private static String call(
            String dataset,
            ControlSettings control,
            ThresholdRow row,
            long from,
            double current,
            double approved,
            double proposed,
            double considered,
            double band,
            double critical) {
        Recommendation said = row.recommendation();
        return "threshold_evidence("
                + String.join(
                        ", ",
                        literal(dataset),
                        literal(row.cut()),
                        literal(row.cohort()),
                        Long.toString(control.horizonMillis() / 1000),
                        time(from),
                        time(said.evidence().to()),
                        time(said.periodStart()),
                        Integer.toString(control.scoreBins()),
                        literal(control.cheapRoute()),
                        literal(control.referenceRoute()),
                        number(row.pricePerBadAnswer()),
                        number(current),
                        number(approved),
                        number(proposed),
                        number(considered),
                        number(band),
                        number(critical))
                + ")";
    }

    private static String time(long millis) {
        return literal(Instant.ofEpochMilli(millis).toString());
    }

    private static String number(double value) {
        return String.valueOf(known(value));
    }
}
