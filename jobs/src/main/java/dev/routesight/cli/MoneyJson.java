package dev.routesight.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.answer.MoneyAnswer;
import dev.routesight.answer.MoneyAnswer.Line;
import dev.routesight.database.MoneyTallies.Day;

/** The ledger of a cohort, for programs. USD. */
final class MoneyJson {
    private MoneyJson() {}

    static String of(
            MoneyAnswer answer, String dataset, String cut, long horizonSeconds, double level) {
        ObjectNode root = AnswerJson.object();
        root.put("dataset", dataset)
                .put("cut", cut)
                .put("cohort", answer.cohort())
                .put("horizon_seconds", horizonSeconds)
                .put("level", level)
                .put("verdict", answer.isIdentified() ? "identified" : "unidentifiable")
                .put("reason", answer.toDate().misroutes().reason());
        answer.days()
                .forEach(
                        day -> {
                            ObjectNode node = root.withArray("/days").addObject();
                            line(node.put("day", day.day().toString()), day);
                        });
        line(root.putObject("to_date"), answer.toDate());
        if (answer.isPriced()) {
            AnswerJson.estimate(root.putObject("lost_usd"), answer.toDate().lost());
            AnswerJson.estimate(root.putObject("net_usd"), answer.toDate().net());
        }
        if (answer.ratio() != null) {
            AnswerJson.ratio(root.putObject("saved_over_lost"), answer.ratio());
        }
        if (answer.toDate().breakEven() != null) {
            AnswerJson.ratio(root.putObject("break_even_usd"), answer.toDate().breakEven());
        }
        return AnswerJson.line(root);
    }

    private static void line(ObjectNode node, Line line) {
        Day day = line.sums();
        node.put("decisions", (long) day.decisions);
        node.put("decisions_without_cost", (long) day.withoutCost);
        AnswerJson.number(node, "spent_usd", day.accounts.spent());
        AnswerJson.number(node, "extra_usd", day.extra);
        AnswerJson.number(node, "shadow_usd", day.accounts.shadows());
        AnswerJson.number(node, "saved_usd", day.accounts.saved());
        AnswerJson.estimate(node.putObject("bad_answers"), line.misroutes().answers());
    }
}
