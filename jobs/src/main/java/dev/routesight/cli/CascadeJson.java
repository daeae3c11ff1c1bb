package dev.routesight.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.answer.CascadeAnswer;
import dev.routesight.cascade.CascadeValue;
import dev.routesight.cascade.Gate;
import dev.routesight.cascade.GateBin;
import dev.routesight.cascade.GateThreshold;
import dev.routesight.control.CurvePoint;
import dev.routesight.database.CascadeTables;

/** A cascade for programs: an object a line, first of each route, then of each verifier. */
final class CascadeJson {
    private CascadeJson() {}

    static String of(
            CascadeTables.Read read, CascadeAnswer.Asked asked, String dataset, long horizon) {
        StringBuilder text = new StringBuilder();
        for (CascadeTables.Rate rate : read.rates()) {
            ObjectNode root = root("route", dataset, horizon).put("route", rate.route());
            root.put("traffic", rate.traffic()).put("decisions", (long) rate.decisions());
            root.put("escalated", (long) rate.escalated());
            AnswerJson.estimate(root.putObject("escalation_rate"), rate.rate());
            text.append(AnswerJson.line(root));
        }
        for (CascadeTables.Scored scored : read.gates()) {
            ObjectNode root = root("verifier", dataset, horizon);
            verifier(root, CascadeAnswer.of(scored, asked));
            text.append(AnswerJson.line(root));
        }
        return text.toString();
    }

    private static ObjectNode root(String of, String dataset, long horizon) {
        return AnswerJson.object()
                .put("of", of)
                .put("dataset", dataset)
                .put("horizon_seconds", horizon);
    }

    private static void verifier(ObjectNode root, CascadeAnswer answer) {
        Gate gate = answer.gate();
        root.put("verifier", gate.verifier()).put("route", gate.route());
        bin(root.putObject("all"), gate.all());
        for (int i = 0; i < Gate.BINS; i++) {
            bin(root.withArray("/bins").addObject().put("score_bin", i), gate.bins().get(i));
        }
        ObjectNode needless = root.putObject("stopped_needlessly");
        needless.put("reason", answer.needless().reason());
        needless.put("compared", (long) answer.needless().compared());
        AnswerJson.estimate(needless.putObject("share"), answer.needless().share());
        needless.put("judged_pairs", (long) answer.judged().pairs());
        AnswerJson.estimate(needless.putObject("judged_share"), answer.judged().needless());
        value(root.putObject("value"), answer);
        if (answer.threshold() != null) {
            threshold(root.putObject("threshold"), answer.threshold());
        }
    }

    private static void bin(ObjectNode node, GateBin bin) {
        node.put("answers", (long) bin.gated());
        node.put("escalated", (long) bin.escalated().answers());
        AnswerJson.estimate(node.putObject("escalation_rate"), CascadeAnswer.escalated(bin));
        AnswerJson.estimate(
                node.putObject("let_through_rejected"), CascadeAnswer.rejected(bin.shipped()));
        AnswerJson.estimate(
                node.putObject("escalated_rejected"), CascadeAnswer.rejected(bin.escalated()));
        node.put("shipped_by_chance", (long) bin.shippedByChance().answers());
        AnswerJson.estimate(
                node.putObject("shipped_by_chance_rejected"),
                CascadeAnswer.rejected(bin.shippedByChance()));
        node.put("escalated_by_chance", (long) bin.escalatedByChance().answers());
        AnswerJson.estimate(
                node.putObject("escalated_by_chance_rejected"),
                CascadeAnswer.rejected(bin.escalatedByChance()));
    }

    private static void value(ObjectNode node, CascadeAnswer answer) {
        CascadeValue value = answer.value();
        node.put("verdict", value.isIdentified() ? "identified" : "unidentifiable");
        node.put("reason", value.reason()).put("escalations", (long) value.escalations());
        AnswerJson.estimate(node.putObject("spared"), value.spared());
        AnswerJson.number(node, "escalation_usd", value.escalationUsd());
        AnswerJson.number(node, "verifier_usd", value.verifierUsd());
        AnswerJson.number(node, "wait_usd", value.waitUsd());
        if (answer.priced()) {
            AnswerJson.estimate(node.putObject("net_usd"), value.net());
        }
        AnswerJson.estimate(node.putObject("break_even_usd"), value.breakEven());
    }

    private static void threshold(ObjectNode node, GateThreshold gate) {
        node.put("status", gate.status()).put("why", gate.why());
        AnswerJson.number(node, "current", gate.current());
        AnswerJson.number(node, "proposed", gate.proposed());
        AnswerJson.number(node, "cheapest", gate.cheapest());
        AnswerJson.number(node, "cost_usd", gate.cost());
        AnswerJson.estimate(node.putObject("cost_change_usd"), gate.costChange());
        AnswerJson.estimate(node.putObject("rejected_change"), gate.rejectedChange());
        node.put("coin_share", gate.coin()).put("coin_periods", gate.coinPeriods());
        node.putArray("curve");
        for (CurvePoint point : gate.curve()) {
            ObjectNode at = node.withArray("/curve").addObject();
            AnswerJson.number(at, "threshold", point.threshold());
            AnswerJson.number(at, "cost_usd", point.cost());
            AnswerJson.number(at, "low", point.low());
            AnswerJson.number(at, "high", point.high());
        }
    }
}
