package dev.routesight.shadow;

import dev.routesight.stats.Estimate;
import dev.routesight.stats.TwoByTwo;

/**
 * Does a judge favour a place or a length rather than an answer? Half the difference of how often
 * the primary answer wins (ties apart) when it had the advantage and when the shadow answer had it:
 * 0 for a fair judge, 0.5 for one who looks at nothing else. For the place shown first this is bias
 * when the place is random; longer answers may also be better, so length is an association.
 *
 * @param bias −0.5 to 0.5, with Newcombe's interval
 */
public record JudgeBias(Estimate bias) {

    /**
     * Pairs by who had the advantage (shown first, or longer).
     *
     * @param primaryWins while the primary answer had it
     * @param primaryLosses while the primary answer had it
     * @param otherWins of the primary answer while the shadow answer had it
     * @param otherLosses of the primary answer while the shadow answer had it
     */
    public static JudgeBias of(
            double primaryWins,
            double primaryLosses,
            double otherWins,
            double otherLosses,
            double level) {
        return new JudgeBias(
                new TwoByTwo(
                                primaryWins,
                                primaryWins + primaryLosses,
                                otherWins,
                                otherWins + otherLosses)
                        .newcombe(level)
                        .times(0.5));
    }

    /** Chance alone does not explain it. */
    public boolean isSeen() {
        return bias.isKnown() && (bias.interval().low() > 0 || bias.interval().high() < 0);
    }

    /** Whether a judge grades an answer of its own model. */
    public static boolean gradesItself(String judgeModel, String... answerModels) {
        if (judgeModel.isEmpty()) {
            return false;
        }
        for (String model : answerModels) {
            if (judgeModel.equals(model)) {
                return true;
            }
        }
        return false;
    }
}
