package dev.routesight.database;

import static dev.routesight.database.Column.of;
import static dev.routesight.database.Values.rowKey;
import static dev.routesight.database.Values.time;

import dev.routesight.calibration.UnitRow;
import dev.routesight.calibration.UnitSum;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.BucketSum;
import dev.routesight.tally.Bucketed;
import dev.routesight.tally.CandidateSum;
import dev.routesight.tally.CellKey;
import dev.routesight.tally.TallyCount;
import java.util.List;

/** The upserts of the tables that hold sums by bucket of the unit, or by unit. */
final class BucketUpserts {
    private BucketUpserts() {}

    static Upsert<BucketRow> bucketTally(List<Column<BucketRow>> columns) {
        addCell(columns);
        columns.add(of("row_key", r -> keyOf(r.key().cell())));
        for (int i = 0; i < BucketSum.COUNTS; i++) {
            int at = i;
            columns.add(of(TallyCount.values()[i].column(), r -> r.counts()[at]));
        }
        for (BucketSum sum : BucketSum.values()) {
            int at = sum.ordinal();
            columns.add(of(sum.column(), r -> r.sums()[at]));
        }
        return upsert("bucket_tally", columns);
    }

    static Upsert<BucketRow> candidateTally(List<Column<BucketRow>> columns) {
        addCell(columns);
        columns.add(of("policy", r -> r.key().policy()));
        columns.add(of("to_route", r -> r.key().toRoute()));
        columns.add(
                of(
                        "row_key",
                        r -> rowKey(keyOf(r.key().cell()), r.key().policy(), r.key().toRoute())));
        columns.add(of("decisions", r -> r.counts()[0]));
        columns.add(of("rejected", r -> r.counts()[1]));
        columns.add(of("without_propensity", r -> r.counts()[2]));
        for (CandidateSum sum : CandidateSum.values()) {
            int at = sum.ordinal();
            columns.add(of(sum.column(), r -> r.sums()[at]));
        }
        return upsert("candidate_tally", columns);
    }

    static Upsert<UnitRow> experimentUnit(List<Column<UnitRow>> columns) {
        columns.add(of("experiment", UnitRow::experiment));
        columns.add(of("horizon_seconds", UnitRow::horizonSeconds));
        columns.add(of("unit", UnitRow::unit));
        columns.add(of("bucket", r -> Bucketed.bucketOf(r.unit())));
        columns.add(of("arm", UnitRow::arm));
        columns.add(of("first_exposure", r -> time(r.firstTs())));
        columns.add(of("crossed", UnitRow::crossed));
        columns.add(of("final", UnitRow::isFinal));
        columns.add(of("complete", UnitRow::complete));
        columns.add(of("as_of", r -> time(r.asOf())));
        for (UnitSum sum : UnitSum.values()) {
            int at = sum.ordinal();
            columns.add(
                    sum.isMoney()
                            ? of(sum.column(), r -> Values.nanos(r.sums()[at]))
                            : of(sum.column(), r -> r.sums()[at]));
        }
        return new Upsert<>(
                "experiment_unit",
                columns,
                List.of("dataset", "experiment", "horizon_seconds", "unit"),
                Upserts.BY_FINALITY);
    }

    private static String keyOf(CellKey cell) {
        return rowKey(
                cell.cohort(),
                cell.route(),
                cell.routerVersion(),
                cell.assignment(),
                cell.experiment(),
                cell.arm(),
                cell.queryShape(),
                Integer.toString(cell.scoreBin()));
    }

    private static void addCell(List<Column<BucketRow>> columns) {
        columns.add(of("day", r -> time(r.day()).toLocalDate()));
        columns.add(of("cut", BucketRow::cut));
        columns.add(of("cohort", r -> r.key().cell().cohort()));
        columns.add(of("query_shape", r -> r.key().cell().queryShape()));
        columns.add(of("score_bin", r -> r.key().cell().scoreBin()));
        columns.add(of("route", r -> r.key().cell().route()));
        columns.add(of("router_version", r -> r.key().cell().routerVersion()));
        columns.add(of("assignment", r -> r.key().cell().assignment()));
        columns.add(of("experiment", r -> r.key().cell().experiment()));
        columns.add(of("arm", r -> r.key().cell().arm()));
        columns.add(of("horizon_seconds", r -> r.key().cell().horizonMillis() / 1000));
        columns.add(of("bucket", BucketRow::bucket));
        columns.add(of("final", BucketRow::isFinal));
        columns.add(of("complete", BucketRow::complete));
        columns.add(of("as_of", r -> time(r.asOf())));
    }

    private static Upsert<BucketRow> upsert(String table, List<Column<BucketRow>> columns) {
        return new Upsert<>(
                table,
                columns,
                List.of("dataset", "day", "cut", "row_key", "horizon_seconds", "bucket"),
                Upserts.BY_FINALITY);
    }
}
