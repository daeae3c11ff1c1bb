package dev.routesight.report;

import static dev.routesight.report.Figures.words;
import static dev.routesight.report.Rows.number;

import dev.routesight.answer.ExperimentAnswer;
import dev.routesight.answer.MoneyAnswer;
import dev.routesight.answer.MoneyAnswer.Line;
import dev.routesight.calibration.Calibration;
import dev.routesight.stats.ClusteredRate;
import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Fieller;
import dev.routesight.stats.Interval;
import dev.routesight.stats.Jackknife;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The four numbers at the head of the page, each with its interval or with why there is none. */
final class HeadlineNumbers {
    /** Fewer hits than that, and the jackknife is too narrow. */
    private static final int ENOUGH_HITS = 10;

    private static final String BUCKETS =
            """
            select bucket, sum(decisions) as n, sum(rejected) as x from bucket_tally
            where dataset = ? and day >= ? and day < ? and cut = '' and horizon_seconds = ?
              and final and complete
            group by bucket
            """;

    private static final String SUMS =
            """
            select sum(decisions) as n, sum(rejected) as rejected, sum(units) as units,
              sum(unit_decisions_sq) as nn, sum(unit_decisions_rejected) as nx,
              sum(unit_rejected_sq) as xx
            from cohort_tally
            where dataset = ? and cut = ? and horizon_seconds = ? and final and complete
              and window_start >= ? and window_start < ?
            """;

    private final Rows rows;
    private final Scope scope;

    HeadlineNumbers(Rows rows, Scope scope) {
        this.rows = rows;
        this.scope = scope;
    }

    List<Map<String, Object>> all() throws SQLException {
        return List.of(rejected(), contrast(), money(), routing());
    }

    private static Map<String, Object> figure(
            String id, String label, String value, String interval, String note, Estimate e) {
        Map<String, Object> json =
                Json.object(
                        "id",
                        id,
                        "label",
                        label,
                        "text",
                        value,
                        "interval",
                        interval,
                        "note",
                        note);
        json.putAll(Figures.of(e));
        return json;
    }

    private static Map<String, Object> unknown(String id, String label, String note) {
        return figure(id, label, "not known", "", note, Estimate.NONE);
    }

    private Map<String, Object> rejected() throws SQLException {
        double[][] sums = new double[Jackknife.BUCKETS][2];
        double[] all = new double[2];
        rows.each(
                BUCKETS,
                row -> {
                    double[] bucket = sums[(int) number(row, "bucket")];
                    bucket[0] = number(row, "n");
                    bucket[1] = number(row, "x");
                    all[0] += bucket[0];
                    all[1] += bucket[1];
                },
                scope.dataset(),
                scope.since(),
                scope.until(),
                scope.horizon());
        String label = "of answers were rejected";
        if (Math.min(all[1], all[0] - all[1]) >= ENOUGH_HITS) {
            Estimate rate = Jackknife.estimate(sums, t -> t[1] / t[0], Critical.LEVEL);
            return rate(label, rate, all[0], "users who recur are accounted for");
        }
        String cut = scope.cuts().contains("") ? "" : scope.cuts().get(0);
        Map<String, Object> row =
                rows.one(SUMS, scope.dataset(), cut, scope.horizon(), scope.from(), scope.to());
        if (!(number(row, "n") > 0)) {
            return unknown(
                    "rejected",
                    label,
                    "no window is final yet: it takes its end and the horizon to pass");
        }
        ClusteredRate rate = SignalsOverTime.rejected(row);
        return rate(
                label,
                new Estimate(rate.rate(), rate.standardError(), rate.interval()),
                number(row, "n"),
                "users who recur within a window are accounted for");
    }

    private Map<String, Object> rate(String label, Estimate rate, double n, String how) {
        return figure(
                "rejected",
                label,
                Figures.percent(rate.value()),
                Figures.percents(rate.interval()),
                words(
                        "%s decisions, %s after each; %s",
                        Figures.count(n), ReadScope.words(scope.horizon()), how),
                rate);
    }

    private Map<String, Object> contrast() throws SQLException {
        if (scope.cheap() == null) {
            return unknown("contrast", "between routes", "only one route was used");
        }
        String label = words("points: %s against %s", scope.cheap(), scope.reference());
        Estimate pooled =
                scope.horizon() < 1800 ? Estimate.NONE : RouteContrasts.pooled(rows, scope);
        if (!pooled.isKnown() || !pooled.interval().isBounded()) {
            return unknown(
                    "contrast",
                    label,
                    "takes decisions whose route chance chose (assignment explore or forced), of"
                            + " both routes, at a horizon of 30 minutes or more");
        }
        return figure(
                "contrast",
                label,
                words("%+.1f", 100 * pooled.value()),
                Figures.points(pooled.interval()),
                "rejected rate where chance chose the route; like compared with like",
                pooled);
    }

    private Map<String, Object> money() throws SQLException {
        Optional<MoneyAnswer> answer = MoneyLedger.whole(rows, scope);
        if (answer.isEmpty()) {
            return unknown(
                    "money",
                    "saved by routing",
                    scope.cheap() == null
                            ? "only the reference route was used"
                            : "takes a complete day in bucket_tally (key tally.buckets)");
        }
        Line all = answer.get().toDate();
        Estimate net = all.net();
        if (net.isKnown()) {
            return figure(
                    "money",
                    "net, saved less bad answers",
                    Figures.usd(net.value()),
                    Figures.usd(net.interval()),
                    words(
                            "%s saved, %s lost in bad answers at your prices",
                            Figures.usd(all.saved()), Figures.usd(all.lost().value())),
                    net);
        }
        Fieller even = all.breakEven();
        String note =
                even != null
                        ? words(
                                "pays as long as a bad answer costs less than %s (%s)",
                                Figures.usd(even.ratio()), Figures.usd(even.interval()))
                        : "what bad answers cost is not known: it takes prices and traffic by"
                                + " chance";
        return figure(
                "money",
                "saved by routing",
                Figures.usd(all.saved()),
                "an account, without error",
                note,
                new Estimate(all.saved(), 0, new Interval(all.saved(), all.saved())));
    }

    private Map<String, Object> routing() throws SQLException {
        String label = "points better than a coin";
        for (ExperimentAnswer answer : CalibrationRange.answers(rows, scope)) {
            if (answer.isBroken()) {
                return unknown("gain", label, "experiment broken: see calibration");
            }
            if (answer.range() == null) {
                continue;
            }
            Calibration c = answer.range().calibration();
            if (c.range() == null || !c.range().hasRange()) {
                return unknown("gain", label, c.verdict());
            }
            Fieller gain = c.range().gain();
            return figure(
                    "gain",
                    label,
                    words("%+.0f", 100 * gain.ratio()),
                    words("%+.0f to %+.0f points", 100 * gain.low(), 100 * gain.high()),
                    c.verdict(),
                    new Estimate(gain.ratio(), Double.NaN, gain.interval()));
        }
        return unknown(
                "gain", label, "takes an experiment with arms all cheap, all reference and live");
    }
}
