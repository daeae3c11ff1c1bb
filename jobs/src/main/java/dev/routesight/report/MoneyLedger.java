package dev.routesight.report;

import dev.routesight.answer.MoneyAnswer;
import dev.routesight.answer.MoneyAnswer.Line;
import dev.routesight.database.MoneyTallies;
import dev.routesight.database.MoneyTallies.CohortMoney;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What routing saved, what its bad answers cost, and at which price the two are equal. */
final class MoneyLedger implements Section {
    /** Days that are shown at most, the last ones. */
    private static final int DAYS = 120;

    private static final String CUTS =
            """
            select distinct cut from bucket_tally
            where dataset = ? and day >= ? and day < ? and cut = any (?) order by cut
            """;

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        List<String> cuts = new ArrayList<>();
        if (scope.cheap() != null) {
            rows.each(
                    CUTS,
                    row -> cuts.add(Rows.text(row, "cut")),
                    scope.dataset(),
                    scope.since(),
                    scope.until(),
                    scope.cuts());
        }
        List<Map<String, Object>> days = List.of();
        List<Map<String, Object>> cohorts = new ArrayList<>();
        int left = 0;
        for (String cut : cuts) {
            for (MoneyAnswer answer : answers(rows, scope, cut)) {
                int place = scope.place(cut, answer.cohort());
                if (place < 0) {
                    continue;
                }
                if (cut.isEmpty()) {
                    List<Line> all = answer.days();
                    left = Math.max(0, all.size() - DAYS);
                    days = all.stream().skip(left).map(l -> line(answer, l)).toList();
                }
                Map<String, Object> total = line(answer, answer.toDate());
                total.put("place", place);
                cohorts.add(total);
            }
        }
        return Json.object(
                "priced", scope.request().isPriced(),
                "cheap", scope.cheap(),
                "reference", scope.reference(),
                "days", days,
                "days_left_out", left,
                "totals", cohorts,
                "words", words(scope, cohorts));
    }

    /** The ledger of all traffic, where it is kept. */
    static Optional<MoneyAnswer> whole(Rows rows, Scope scope) throws SQLException {
        return scope.cheap() == null
                ? Optional.empty()
                : answers(rows, scope, "").stream().findFirst();
    }

    private static List<MoneyAnswer> answers(Rows rows, Scope scope, String cut)
            throws SQLException {
        MoneyTallies.Prices prices = MoneyTallies.prices(scope.request().prices());
        List<MoneyAnswer> answers = new ArrayList<>();
        for (CohortMoney cohort :
                new MoneyTallies(scope.dataset(), cut, scope.horizon())
                        .read(
                                rows.connection(),
                                scope.cheap(),
                                scope.reference(),
                                scope.since(),
                                scope.until(),
                                prices)) {
            answers.add(
                    new MoneyAnswer(
                            cohort,
                            prices.of(cohort.cohort()),
                            scope.request().isPriced(),
                            scope.request().level()));
        }
        return answers;
    }

    private static Map<String, Object> line(MoneyAnswer answer, Line line) {
        Map<String, Object> json =
                Json.object(
                        "day", line.day() == null ? null : line.day().toString(),
                        "decisions", line.sums().decisions,
                        "without_cost", line.sums().withoutCost,
                        "spent", line.sums().accounts.spent(),
                        "extra", line.sums().extra,
                        "shadows", line.sums().accounts.shadows(),
                        "saved", line.saved(),
                        "bad", Figures.of(line.misroutes().answers()),
                        "lost", Figures.of(line.lost()),
                        "net", Figures.of(line.net()),
                        "break_even", Figures.of(line.breakEven()),
                        "reason", line.misroutes().reason());
        if (answer.priceOfRejected() > 0 && answer.pricesRejectedOnly()) {
            json.put("price", answer.priceOfRejected());
        }
        return json;
    }

    private static List<String> words(Scope scope, List<Map<String, Object>> cohorts) {
        List<String> words = new ArrayList<>();
        if (scope.cheap() == null) {
            words.add(
                    "Only the reference route was used, so routing saved nothing and cost"
                            + " nothing.");
        } else if (cohorts.isEmpty()) {
            words.add(
                    "No day is complete in bucket_tally, which the ledger is made of: a day's rows"
                            + " come at its end and the horizon; the key tally.buckets says for"
                            + " which cuts.");
        } else {
            Map<String, Object> first = cohorts.get(0);
            if (!Rows.text(first, "reason").isEmpty()) {
                words.add("What bad answers cost is " + Rows.text(first, "reason") + ".");
            }
            if (!scope.request().isPriced()) {
                words.add(
                        "No price of a bad answer was given, so there is no net. Write down yours"
                                + " (conf/prices.yaml) and give --prices FILE. The break-even price"
                                + " needs none.");
            }
        }
        return words;
    }
}
