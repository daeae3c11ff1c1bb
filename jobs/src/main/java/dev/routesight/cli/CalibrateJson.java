package dev.routesight.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.answer.ExperimentAnswer;
import dev.routesight.answer.ExperimentAnswer.ArmAnswer;
import dev.routesight.answer.ExperimentAnswer.Difference;
import dev.routesight.answer.ExperimentAnswer.RangeAnswer;
import dev.routesight.calibration.Calibration;
import dev.routesight.calibration.RecoveredRange;

/** What an experiment shows, for programs. */
final class CalibrateJson {
    private CalibrateJson() {}

    static String of(ExperimentAnswer answer, String dataset, long horizonSeconds, double level) {
        ObjectNode root = AnswerJson.object();
        root.put("experiment", answer.experiment().name())
                .put("dataset", dataset)
                .put("horizon_seconds", horizonSeconds)
                .put("level", level);
        root.put("verdict", verdict(answer));
        for (ArmAnswer arm : answer.arms()) {
            ObjectNode node = root.withArray("/arms").addObject();
            node.put("arm", arm.arm().name()).put("route", arm.arm().route());
            AnswerJson.number(node, "share", arm.arm().share() / 1e6);
            node.put("units", arm.units()).put("decisions", (long) arm.decisions());
            AnswerJson.estimate(node.putObject("reference_share"), arm.reference());
            AnswerJson.estimate(node.putObject("rejected"), arm.rejected());
        }
        if (answer.arms().isEmpty()) {
            return AnswerJson.line(root);
        }
        root.put("crossed_units", answer.crossed()).put("undeclared_units", answer.undeclared());
        ObjectNode ratio = root.putObject("sample_ratio");
        AnswerJson.number(ratio, "chi_square", answer.sampleRatio().chiSquare());
        AnswerJson.number(ratio, "p", answer.sampleRatio().pValue());
        ratio.put("broken", answer.isBroken());
        if (answer.range() != null) {
            range(root, answer.range(), answer.days());
        }
        answer.differences()
                .forEach(d -> difference(root.withArray("/differences").addObject(), d));
        return AnswerJson.line(root);
    }

    private static String verdict(ExperimentAnswer answer) {
        if (answer.arms().isEmpty()) {
            return "no unit yet";
        }
        if (answer.isBroken()) {
            return "experiment broken";
        }
        return answer.range() == null
                ? "no range: its arms are not cheap, reference and live"
                : answer.range().calibration().verdict();
    }

    private static void range(ObjectNode root, RangeAnswer range, double days) {
        Calibration calibration = range.calibration();
        RecoveredRange r = calibration.range();
        if (r != null) {
            root.put("has_range", r.hasRange());
            AnswerJson.estimate(root.putObject("range"), r.range());
            AnswerJson.ratio(root.putObject("recovered"), r.recovered());
            AnswerJson.ratio(root.putObject("gain"), r.gain());
        }
        AnswerJson.estimate(root.putObject("saved_usd_per_unit"), range.saved());
        AnswerJson.number(root, "days", days);
        AnswerJson.number(root, "days_still_needed", range.more());
    }

    private static void difference(ObjectNode node, Difference d) {
        node.put("arm", d.arm().name()).put("base", d.base().name());
        ObjectNode signals = node.putObject("signals");
        d.signals()
                .forEach(
                        (signal, delta) ->
                                AnswerJson.estimate(signals.putObject(signal.column()), delta));
        if (d.cuped() != null) {
            AnswerJson.estimate(node.putObject("rejected_per_unit"), d.plain());
            AnswerJson.estimate(node.putObject("rejected_per_unit_cuped"), d.cuped());
        }
    }
}
