package dev.routesight.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.answer.BudgetAnswer;
import dev.routesight.budget.Cohort;

/** What exploring takes, for programs: an object a cohort. Shares and differences are 0 to 1. */
final class BudgetJson {
    private BudgetJson() {}

    static String of(BudgetAnswer answer) {
        Cohort cohort = answer.known().cohort();
        ObjectNode root = AnswerJson.object().put("cohort", answer.known().name());
        AnswerJson.number(root, "weekly_decisions", cohort.weekly());
        AnswerJson.number(root, "rejected_rate", cohort.rejectedRate());
        AnswerJson.number(root, "cheap_share", cohort.cheapShare());
        AnswerJson.number(root, "cheap_usd", cohort.cheapUsd());
        AnswerJson.number(root, "reference_usd", cohort.referenceUsd());
        AnswerJson.number(root, "shadow_usd", cohort.shadowUsd());
        AnswerJson.number(root, "tie_rate", cohort.tieRate());
        AnswerJson.number(root, "design_effect", cohort.designEffect());
        AnswerJson.number(root, "difference", answer.difference());
        AnswerJson.number(root, "weeks", answer.weeks());
        for (BudgetAnswer.Line line : answer.lines()) {
            ObjectNode way = root.withArray("/ways").addObject();
            way.put("way", line.way().label()).put("measures", line.way().measures());
            AnswerJson.number(way, "needs_share", line.needs());
            AnswerJson.number(way, "usd_per_week", line.usdPerWeek());
            AnswerJson.number(way, "may_reject_per_week", line.badPerWeek());
            AnswerJson.number(way, "has_share", line.has());
            AnswerJson.number(way, "sees_difference", line.sees());
            AnswerJson.number(way, "weeks_until", line.weeksUntil());
        }
        root.putArray("warnings");
        answer.warnings().forEach(warning -> root.withArray("/warnings").add(warning));
        return AnswerJson.line(root);
    }
}
