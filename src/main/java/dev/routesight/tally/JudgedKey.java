package dev.routesight.tally;

import dev.routesight.attribution.LateJoin;
import dev.routesight.event.Dimensions;
import dev.routesight.event.JudgementPart;

/** A row of {@code judgement_tally} within its cut and window. */
public record JudgedKey(
        String kind,
        String cohort,
        String route,
        String routerVersion,
        String assignment,
        String experiment,
        String arm,
        String model,
        String shadowRoute,
        String verdict,
        String judge,
        String judgeModel,
        String shownFirst,
        String longer) {

    public static JudgedKey of(LateJoin join, String cohort) {
        Dimensions d = join.decision().dimensions();
        JudgementPart j = join.judgement();
        boolean judged = j != null;
        return new JudgedKey(
                judged ? "judgement" : "handoff",
                cohort,
                d.route(),
                d.routerVersion(),
                d.assignment(),
                d.experiment(),
                d.arm(),
                judged ? d.model() : "",
                judged ? j.shadowRoute() : "",
                judged ? j.verdict() : "",
                judged ? j.judge() : "",
                judged ? j.judgeModel() : "",
                judged ? j.shownFirst() : "",
                judged ? longer(j.primaryTokens(), j.shadowTokens()) : "");
    }

    private static String longer(Integer primary, Integer shadow) {
        if (primary == null || shadow == null) {
            return "";
        }
        int difference = Integer.compare(primary, shadow);
        return difference == 0 ? "equal" : difference > 0 ? "primary" : "shadow";
    }

    /** The same row in another cohort. */
    public JudgedKey in(String otherCohort) {
        return new JudgedKey(
                kind,
                otherCohort,
                route,
                routerVersion,
                assignment,
                experiment,
                arm,
                model,
                shadowRoute,
                verdict,
                judge,
                judgeModel,
                shownFirst,
                longer);
    }
}
