package dev.routesight.offpolicy;

import dev.routesight.event.Hash64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Logged decisions and what one candidate policy would have done with them, kept compact until all
 * are read: the model of rewards needs them all.
 */
public final class LoggedDecisions {
    private record Row(
            int cell,
            int action,
            double propensity,
            double reward,
            long unit,
            int[] actions,
            double[] chances) {}

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> actions = new HashMap<>();
    private final Map<String, Integer> cells = new HashMap<>();
    private final Map<Integer, Long> tried = new HashMap<>();
    private final CellMeans model = new CellMeans();
    private boolean clustered;
    private boolean partial;
    private double hardlyTried;
    private double smallestPropensity = 1;
    private double least = Double.POSITIVE_INFINITY;
    private double most = Double.NEGATIVE_INFINITY;

    /** A choice less likely than this counts as not tried. */
    public static final double LEAST_PROPENSITY = 0.001;

    /**
     * Kinds of context that are told apart; those met later are one, as a model with a cell for
     * each decision learns nothing and takes all memory.
     */
    private static final int MOST_CONTEXTS = 10_000;

    /** Probabilities that add up to less than this are not all of them. */
    private static final double ALL = 0.99;

    /**
     * @param context what the model of rewards may tell apart; few values, or it learns nothing
     * @param candidate probability of each action under the candidate
     * @param logging probability of each action under the logging policy, where it is known; else
     *     empty
     * @param unit of the decision, null where it is not known
     */
    public void add(
            String action,
            double propensity,
            double reward,
            String context,
            Map<String, Double> candidate,
            Map<String, Double> logging,
            String unit) {
        int a = number(actions, action);
        boolean isFull = cells.size() >= MOST_CONTEXTS && !cells.containsKey(context);
        int cell = number(cells, isFull ? "" : context);
        long u = unit == null ? rows.size() : Hash64.of(unit);
        clustered |= unit != null;
        int[] likely = new int[candidate.size()];
        double[] chances = new double[candidate.size()];
        int i = 0;
        for (Map.Entry<String, Double> choice : candidate.entrySet()) {
            likely[i] = number(actions, choice.getKey());
            chances[i++] = choice.getValue();
            Double p = logging.isEmpty() ? null : logging.getOrDefault(choice.getKey(), 0.0);
            if (p != null && p < LEAST_PROPENSITY) {
                hardlyTried += choice.getValue();
            }
        }
        partial |= Arrays.stream(chances).sum() < ALL;
        tried.merge(a, 1L, Long::sum);
        smallestPropensity = Math.min(smallestPropensity, propensity);
        least = Math.min(least, reward);
        most = Math.max(most, reward);
        rows.add(new Row(cell, a, propensity, reward, u, likely, chances));
        model.add(cell, a, fold(u), reward);
    }

    private static int number(Map<String, Integer> numbers, String name) {
        return numbers.computeIfAbsent(name, k -> numbers.size());
    }

    private static int fold(long unit) {
        return (int) Math.floorMod(unit * 0x9e3779b97f4a7c15L >>> 32, (long) CellMeans.FOLDS);
    }

    /** The rows as the estimators need them. */
    public Sample sample() {
        Sample sample = new Sample();
        for (Row row : rows) {
            double chance = 0;
            double value = 0;
            for (int i = 0; i < row.actions.length; i++) {
                int a = row.actions[i];
                chance += a == row.action ? row.chances[i] : 0;
                value += row.chances[i] * model.predict(row.cell, a, fold(row.unit));
            }
            double q = model.predict(row.cell, row.action, fold(row.unit));
            if (clustered) {
                sample.add(chance / row.propensity, row.reward, q, value, row.unit);
            } else {
                sample.add(chance / row.propensity, row.reward, q, value);
            }
        }
        return sample;
    }

    /** Mean probability that the candidate gives to actions never, or hardly ever, tried. */
    public double unsupported() {
        double never = 0;
        for (Row row : rows) {
            for (int i = 0; i < row.actions.length; i++) {
                never += tried.containsKey(row.actions[i]) ? 0 : row.chances[i];
            }
        }
        return rows.isEmpty() ? 0 : Math.max(never, hardlyTried) / rows.size();
    }

    public int size() {
        return rows.size();
    }

    /**
     * Some rows name only part of what the candidate might do, so that no model can say what it is
     * worth there.
     */
    public boolean isPartial() {
        return partial;
    }

    /** Kinds of context. */
    public int contexts() {
        return cells.size();
    }

    /** The smallest logged propensity: 1/it bounds the weights. */
    public double smallestPropensity() {
        return smallestPropensity;
    }

    /** Every choice had probability 1. */
    public boolean isDeterministic() {
        return !rows.isEmpty() && smallestPropensity >= 1;
    }

    public double leastReward() {
        return least;
    }

    public double mostReward() {
        return most;
    }
}
