package dev.routesight.offpolicy;

import java.util.HashMap;
import java.util.Map;

/**
 * A model of rewards by cell (a kind of context) and action: the mean of the cell's own rewards,
 * drawn towards the action's overall mean by {@link #PRIOR} rows' worth. Cross-fitted: a row is
 * predicted from folds that it (and its unit) is not in, or the doubly robust terms would lean on
 * their own noise (Chernozhukov et al. 2018, "Double/debiased machine learning for treatment and
 * structural parameters").
 */
public final class CellMeans {
    /** Folds that rows are split into. */
    public static final int FOLDS = 8;

    /** Rows' worth of the action's mean in a cell's. */
    public static final double PRIOR = 10;

    private record Key(int cell, int action) {}

    /** By fold: rows, then rewards. */
    private final Map<Key, double[][]> cells = new HashMap<>();

    private final Map<Integer, double[][]> actions = new HashMap<>();
    private final double[][] all = new double[FOLDS + 1][2];

    public void add(int cell, int action, int fold, double reward) {
        add(all, fold, reward);
        add(actions.computeIfAbsent(action, k -> new double[FOLDS + 1][2]), fold, reward);
        add(
                cells.computeIfAbsent(new Key(cell, action), k -> new double[FOLDS + 1][2]),
                fold,
                reward);
    }

    private static void add(double[][] sums, int fold, double reward) {
        for (int f : new int[] {fold, FOLDS}) {
            sums[f][0]++;
            sums[f][1] += reward;
        }
    }

    /** Mean reward of an action in a cell, from all folds but one. */
    public double predict(int cell, int action, int fold) {
        double[] total = without(all, fold);
        double mean = total[0] == 0 ? 0 : total[1] / total[0];
        double[] ofAction = without(actions.get(action), fold);
        double prior = (ofAction[1] + PRIOR * mean) / (ofAction[0] + PRIOR);
        double[] ofCell = without(cells.get(new Key(cell, action)), fold);
        return (ofCell[1] + PRIOR * prior) / (ofCell[0] + PRIOR);
    }

    private static double[] without(double[][] sums, int fold) {
        if (sums == null) {
            return new double[2];
        }
        return new double[] {
            sums[FOLDS][0] - sums[fold][0], sums[FOLDS][1] - sums[fold][1],
        };
    }
}
