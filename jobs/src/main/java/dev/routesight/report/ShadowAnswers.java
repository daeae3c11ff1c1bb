package dev.routesight.report;

import static dev.routesight.report.Rows.number;
import static dev.routesight.report.Rows.text;

import dev.routesight.shadow.JudgeBias;
import dev.routesight.shadow.ShadowPairs;
import dev.routesight.shadow.Verdicts;
import dev.routesight.stats.Power;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which answer is better when two routes answer, and whether the judge is fair. */
final class ShadowAnswers implements Section {
    /** A win less loss that is worth seeing, for how many pairs are still needed. */
    private static final double WORTH = 0.05;

    private static final String SQL =
            """
            select route, shadow_route, judge, verdict, sum(events) as pairs,
              sum(inverse_rate) as weight, sum(inverse_rate_sq) as weight_sq,
              coalesce(sum(events) filter (where shown_first = 'primary'), 0) as first,
              coalesce(sum(events) filter (where shown_first = 'shadow'), 0) as second,
              coalesce(sum(events) filter (where longer = 'primary'), 0) as longer,
              coalesce(sum(events) filter (where longer = 'shadow'), 0) as shorter,
              coalesce(sum(events) filter (where judge_model <> '' and judge_model = model), 0)
                as own,
              sum(shadow_cost_usd) as usd
            from judgement_tally
            where dataset = ? and cut = ? and kind = 'judgement' and final
              and (window_start at time zone 'UTC')::date >= ?
              and (window_start at time zone 'UTC')::date < ?
            group by 1, 2, 3, 4 order by 1, 2, 3, 4
            """;

    private static final String DAYS =
            """
            select day, route, shadow_route, judge, pairs, win_rate, tie_rate, loss_rate, net,
              net_low, net_high
            from judgement_summary
            where dataset = ? and cut = ? and day >= ? and day < ?
            order by day, route, shadow_route, judge
            """;

    private static final class Pair {
        final Map<String, Verdicts> verdicts = new LinkedHashMap<>();
        final Map<String, double[]> places = new LinkedHashMap<>();
        double own;
        double usd;

        void add(Map<String, Object> row) {
            String verdict = text(row, "verdict");
            verdicts.merge(
                    verdict,
                    new Verdicts(
                            number(row, "pairs"), number(row, "weight"), number(row, "weight_sq")),
                    Verdicts::plus);
            double[] p = places.computeIfAbsent(verdict, v -> new double[4]);
            String[] columns = {"first", "second", "longer", "shorter"};
            for (int i = 0; i < columns.length; i++) {
                p[i] += number(row, columns[i]);
            }
            own += number(row, "own");
            usd += number(row, "usd");
        }

        double at(String verdict, int place) {
            return places.getOrDefault(verdict, new double[4])[place];
        }
    }

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        String cut = scope.cuts().contains("") ? "" : scope.cuts().get(0);
        Map<List<String>, Pair> pairs = new LinkedHashMap<>();
        rows.each(
                SQL,
                row ->
                        pairs.computeIfAbsent(
                                        List.of(
                                                text(row, "route"),
                                                text(row, "shadow_route"),
                                                text(row, "judge")),
                                        k -> new Pair())
                                .add(row),
                scope.dataset(),
                cut,
                scope.since(),
                scope.until());
        List<Map<String, Object>> found = new ArrayList<>();
        pairs.forEach((key, pair) -> found.add(json(key, pair, scope.request().level())));
        return Json.object(
                "pairs",
                found,
                "worth",
                WORTH,
                "days",
                rows.of(DAYS, scope.dataset(), cut, scope.since(), scope.until()),
                "words",
                found.isEmpty()
                        ? List.of(
                                "No shadow pair was judged. Let both routes answer a small"
                                        + " share of queries, have a judge of another model"
                                        + " compare them in random order, and send"
                                        + " judgement events with their sample_rate.")
                        : List.of());
    }

    private static Map<String, Object> json(List<String> key, Pair pair, double level) {
        ShadowPairs all =
                new ShadowPairs(
                        pair.verdicts.getOrDefault("primary", Verdicts.NONE),
                        pair.verdicts.getOrDefault("tie", Verdicts.NONE),
                        pair.verdicts.getOrDefault("shadow", Verdicts.NONE));
        return Json.object(
                "route", key.get(0),
                "shadow_route", key.get(1),
                "judge", key.get(2),
                "pairs", all.pairs(),
                "win", Figures.of(all.winRate(level)),
                "tie", Figures.of(all.tieRate(level)),
                "loss", Figures.of(all.lossRate(level)),
                "net", Figures.of(all.net(level)),
                "detectable", Figures.known(all.detectable(Power.USUAL)),
                "still_needed", Figures.known(all.stillNeeded(WORTH, Power.USUAL)),
                "position_bias", Figures.of(bias(pair, 0, level).bias()),
                "position_seen", bias(pair, 0, level).isSeen(),
                "length_bias", Figures.of(bias(pair, 2, level).bias()),
                "length_seen", bias(pair, 2, level).isSeen(),
                "grades_itself", pair.own > 0,
                "usd", pair.usd,
                "verdict", all.verdict(level));
    }

    private static JudgeBias bias(Pair pair, int place, double level) {
        return JudgeBias.of(
                pair.at("primary", place),
                pair.at("shadow", place),
                pair.at("primary", place + 1),
                pair.at("shadow", place + 1),
                level);
    }
}
