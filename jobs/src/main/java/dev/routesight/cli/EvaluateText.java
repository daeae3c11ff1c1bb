package dev.routesight.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.routesight.offpolicy.Evaluation;
import dev.routesight.offpolicy.Identification;
import dev.routesight.offpolicy.Overlap;
import dev.routesight.offpolicy.PolicyValue;
import dev.routesight.stats.Interval;
import java.util.Locale;

/** An evaluation as a table for people or as JSON for programs. */
final class EvaluateText {
    private final String policy;
    private final double level;
    private final Evaluation evaluation;

    EvaluateText(String policy, double level, Evaluation evaluation) {
        this.policy = policy;
        this.level = level;
        this.evaluation = evaluation;
    }

    /** Values are left out where the log cannot tell. */
    String table() {
        Overlap overlap = evaluation.overlap();
        StringBuilder t = new StringBuilder();
        line(t, "Policy '%s', from %d logged decisions.", policy, overlap.rows());
        line(t, "");
        line(
                t,
                "  effective sample size   %10.1f   %.1f %% of the decisions",
                overlap.effective(),
                100 * overlap.effective() / Math.max(1, overlap.rows()));
        line(
                t,
                "  mean weight             %10.4f   1 where propensities are right",
                overlap.meanWeight());
        line(
                t,
                "  largest weight          %10.2f   %.1f %% of the whole weight",
                overlap.largestWeight(),
                100 * overlap.heaviestShare());
        line(
                t,
                "  never tried             %9.1f%%   of the candidate's choices",
                100 * evaluation.unsupported());
        line(t, "");
        Identification verdict = evaluation.identification();
        line(
                t,
                "  %s%s",
                verdict.status().label(),
                verdict.reason().isEmpty()
                        ? ""
                        : ": " + verdict.reason() + "; what would help: " + verdict.remedy());
        if (verdict.isUnidentifiable()) {
            return t.toString();
        }
        line(t, "");
        String title = plain(Math.round(1e6 * level) / 1e4) + " % interval";
        line(t, "  %-20s %12s   %-26s %s", "value of a decision", "", title, "empirical Bernstein");
        line(
                t,
                "  %-20s %12.6f   %-26s",
                "as logged",
                evaluation.logged().value(),
                range(evaluation.logged().interval()));
        for (PolicyValue value : evaluation.values()) {
            line(
                    t,
                    "  %-20s %12.6f   %-26s %s",
                    name(value),
                    value.estimate().value(),
                    range(value.estimate().interval()),
                    value.bernstein() == null ? "" : range(value.bernstein()));
        }
        line(t, "");
        line(
                t,
                "  clipped_ips, direct, switch_dr and shrinkage_dr trade bias for less spread;"
                        + " their intervals know the spread only.");
        return t.toString();
    }

    private static String name(PolicyValue value) {
        return value.estimator().hasParameter()
                ? "%s %s".formatted(value.estimator().label(), plain(value.parameter()))
                : value.estimator().label();
    }

    private static String plain(double x) {
        return x == Math.rint(x) ? Long.toString((long) x) : Double.toString(x);
    }

    private static String range(Interval interval) {
        return String.format(Locale.ROOT, "%.6f to %.6f", interval.low(), interval.high());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }

    /** All there is; {@code usable} says whether values are more than diagnosis. */
    String json() {
        ObjectNode root = AnswerJson.object();
        Overlap overlap = evaluation.overlap();
        Identification verdict = evaluation.identification();
        root.put("policy", policy)
                .put("decisions", overlap.rows())
                .put("verdict", verdict.status().label())
                .put("reason", verdict.reason())
                .put("remedy", verdict.remedy())
                .put("usable", !verdict.isUnidentifiable());
        AnswerJson.number(root, "effective_sample_size", overlap.effective());
        AnswerJson.number(root, "mean_weight", overlap.meanWeight());
        AnswerJson.number(root, "largest_weight", overlap.largestWeight());
        AnswerJson.number(root, "unsupported_mass", evaluation.unsupported());
        AnswerJson.number(root, "level", level);
        AnswerJson.estimate(root.putObject("logged"), evaluation.logged());
        for (PolicyValue value : evaluation.values()) {
            ObjectNode node = root.withArray("/estimates").addObject();
            node.put("estimator", value.estimator().label());
            if (value.estimator().hasParameter()) {
                AnswerJson.number(node, "parameter", value.parameter());
            }
            AnswerJson.estimate(node, value.estimate());
            if (value.bernstein() != null) {
                AnswerJson.number(node, "bernstein_low", value.bernstein().low());
                AnswerJson.number(node, "bernstein_high", value.bernstein().high());
            }
        }
        return AnswerJson.line(root);
    }
}
