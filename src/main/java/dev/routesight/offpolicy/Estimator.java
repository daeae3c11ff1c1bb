package dev.routesight.offpolicy;

/**
 * A way to the value of a policy. With n rows, weight w, reward r, model q̂ of the logged action
 * and v̂ of the row:
 *
 * <table>
 * <caption>formulas</caption>
 * <tr><td>IPS</td><td>Σ w·r / n</td></tr>
 * <tr><td>CLIPPED_IPS</td><td>Σ min(w, c)·r / n: less variance, and too low for rewards ≥ 0</td></tr>
 * <tr><td>SNIPS</td><td>Σ w·r / Σ w</td></tr>
 * <tr><td>DIRECT</td><td>Σ v̂ / n: as good as its model, and its interval knows nothing of the model's error</td></tr>
 * <tr><td>DOUBLY_ROBUST</td><td>Σ v̂ + w(r − q̂) / n</td></tr>
 * <tr><td>SELF_NORMALISED_DR</td><td>Σ v̂ / n + Σ w(r − q̂) / Σ w</td></tr>
 * <tr><td>SWITCH_DR</td><td>as DR, with w = 0 where w &gt; λ</td></tr>
 * <tr><td>SHRINKAGE_DR</td><td>as DR, with λ·w/(w² + λ) for w</td></tr>
 * </table>
 *
 * Dudík, Langford and Li (2011), "Doubly robust policy evaluation and learning"; Swaminathan and
 * Joachims (2015), "The self-normalized estimator for counterfactual learning"; Wang, Agarwal and
 * Dudík (2017), "Optimal and adaptive off-policy evaluation in contextual bandits"; Su,
 * Dimakopoulou, Krishnamurthy and Dudík (2020), "Doubly robust off-policy evaluation with
 * shrinkage".
 */
public enum Estimator {
    IPS("ips"),
    CLIPPED_IPS("clipped_ips"),
    SNIPS("snips"),
    DIRECT("direct"),
    DOUBLY_ROBUST("doubly_robust"),
    SELF_NORMALISED_DR("self_normalised_dr"),
    SWITCH_DR("switch_dr"),
    SHRINKAGE_DR("shrinkage_dr");

    private final String label;

    Estimator(String label) {
        this.label = label;
    }

    /** Its name in output. */
    public String label() {
        return label;
    }

    /** Whether it has a clip c or a λ. */
    public boolean hasParameter() {
        return this == CLIPPED_IPS || this == SWITCH_DR || this == SHRINKAGE_DR;
    }

    /** Whether it leans on a model of rewards. */
    public boolean usesModel() {
        return ordinal() >= DIRECT.ordinal();
    }

    /** The weight that it gives a row of weight w. */
    double weight(double w, double parameter) {
        return switch (this) {
            case CLIPPED_IPS -> Math.min(w, parameter);
            case SWITCH_DR -> w <= parameter ? w : 0;
            case SHRINKAGE_DR -> parameter == 0 ? 0 : parameter * w / (w * w + parameter);
            case DIRECT -> 0;
            default -> w;
        };
    }

    /** Whether weights are divided by their sum instead of by the number of rows. */
    boolean isSelfNormalised() {
        return this == SNIPS || this == SELF_NORMALISED_DR;
    }
}
