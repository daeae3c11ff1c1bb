package dev.routesight.simulate;

import dev.routesight.stats.Critical;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a decision of a simulated world costs on average at any threshold, from what no log shows:
 * the difficulty of each query that was really asked, what either route makes of it, and how the
 * score sees it. Bad answers are priced as they can be seen: by the chance that the user shows it
 * within half an hour.
 */
public final class TrueCost {
    private static final Set<String> REJECTING =
            Set.of(
                    "correction",
                    "rephrase",
                    "regenerate",
                    "edit",
                    "abandon",
                    "handoff",
                    "thumbs_down");

    /** Of those who abandon, one in six just falls silent, which is seen too late. */
    private static final double SEEN_ABANDONING = 5.0 / 6;

    private static final int DIFFICULTIES = 400;
    private static final double PROMPT_SPREAD = 0.5;
    private static final double ANSWER_SPREAD = 0.4;

    private final double noise;
    private final double[] weight = new double[DIFFICULTIES];
    private final double[] cheap = new double[DIFFICULTIES];
    private final double[] reference = new double[DIFFICULTIES];

    private TrueCost(double noise) {
        this.noise = noise;
    }

    /**
     * @param decisions the queries, whatever route they took
     * @param price USD of a rejected answer
     * @param worse share of the default route's good answers that a planted drift turns bad
     */
    public static TrueCost of(
            Scenario scenario, List<TrueDecision> decisions, double price, double worse) {
        TrueCost cost = new TrueCost(scenario.router().get(0).noise());
        int[][] counts = new int[scenario.shapes().size()][DIFFICULTIES];
        for (TrueDecision decision : decisions) {
            for (int shape = 0; shape < counts.length; shape++) {
                if (scenario.shapes().get(shape).name().equals(decision.queryShape())) {
                    counts[shape][
                            Math.min(
                                    DIFFICULTIES - 1,
                                    (int) (decision.difficulty() * DIFFICULTIES))]++;
                }
            }
        }
        ModelCard cheap = card(scenario, scenario.defaultRoute());
        ModelCard reference = card(scenario, scenario.referenceRoute());
        for (int at = 0; at < DIFFICULTIES; at++) {
            double difficulty = (at + 0.5) / DIFFICULTIES;
            double own = cheap.badChance(difficulty);
            double bad = own + (1 - own) * worse;
            for (int shape = 0; shape < counts.length; shape++) {
                double share = (double) counts[shape][at] / decisions.size();
                Scenario.Shape asked = scenario.shapes().get(shape);
                cost.weight[at] += share;
                cost.cheap[at] += share * expected(scenario, cheap, asked, bad, price);
                cost.reference[at] +=
                        share
                                * expected(
                                        scenario,
                                        reference,
                                        asked,
                                        reference.badChance(difficulty),
                                        price);
            }
        }
        return cost;
    }

    /** USD a decision of the policy at a threshold. */
    public double at(double threshold) {
        double sum = 0;
        for (int i = 0; i < DIFFICULTIES; i++) {
            if (weight[i] > 0) {
                double up = sentUp((i + 0.5) / DIFFICULTIES, threshold);
                sum += up * reference[i] + (1 - up) * cheap[i];
            }
        }
        return sum;
    }

    /** The cheapest of so many equally spaced thresholds from 0 to 1. */
    public double cheapest(int steps) {
        double best = 0;
        for (int step = 1; step <= steps; step++) {
            double threshold = (double) step / steps;
            best = at(threshold) < at(best) ? threshold : best;
        }
        return best;
    }

    /** The chance that the score of a query reaches the threshold. */
    private double sentUp(double difficulty, double threshold) {
        if (threshold <= 0 || threshold >= 1) {
            return threshold <= 0 ? 1 : 0;
        }
        return Critical.normal((logit(difficulty) - logit(threshold)) / noise);
    }

    private static double logit(double p) {
        return StrictMath.log(p / (1 - p));
    }

    private static double expected(
            Scenario scenario, ModelCard card, Scenario.Shape shape, double bad, double price) {
        double tokens =
                shape.promptTokens() * Math.exp(PROMPT_SPREAD * PROMPT_SPREAD / 2)
                        + shape.answerTokens() * Math.exp(ANSWER_SPREAD * ANSWER_SPREAD / 2);
        double money = card.costNanos((int) tokens) / 1e9;
        double answered = 1 - card.failureRate();
        double shown =
                bad * rejecting(scenario.behaviour().bad())
                        + (1 - bad) * rejecting(scenario.behaviour().good());
        return money + price * answered * shown;
    }

    private static double rejecting(Map<String, Double> reactions) {
        double all = 0;
        double rejecting = 0;
        for (Map.Entry<String, Double> reaction : reactions.entrySet()) {
            String name = reaction.getKey().toLowerCase(Locale.ROOT);
            double seen = name.equals("abandon") ? SEEN_ABANDONING : 1;
            all += reaction.getValue();
            rejecting += REJECTING.contains(name) ? seen * reaction.getValue() : 0;
        }
        return rejecting / all;
    }

    private static ModelCard card(Scenario scenario, String name) {
        for (Scenario.Route route : scenario.routes()) {
            if (route.name().equals(name)) {
                return ModelCard.of(route, route.models().get(0));
            }
        }
        throw new IllegalArgumentException(name + " is none of the routes");
    }
}
