package dev.routesight.offpolicy;

import dev.routesight.stats.Critical;
import dev.routesight.stats.Estimate;
import java.util.ArrayList;
import java.util.List;

/**
 * A candidate policy's value by all estimators, with what is needed to know whether to believe
 * them.
 *
 * @param logged mean reward of what was really done
 * @param unsupported mean probability of the candidate on what the log never tried
 * @param values by every estimator that the log allows; when {@code identification} says
 *     unidentifiable they are for diagnosis alone
 */
public record Evaluation(
        Overlap overlap,
        double unsupported,
        Identification identification,
        Estimate logged,
        List<PolicyValue> values) {

    /**
     * How estimators are set.
     *
     * @param leastPropensity that the logging policy can give, which bounds the weights; 0: take
     *     the smallest one logged for it
     * @param clips of {@link Estimator#CLIPPED_IPS}
     * @param switchLambdas of {@link Estimator#SWITCH_DR}
     * @param shrinkageLambdas of {@link Estimator#SHRINKAGE_DR}
     */
    public record Settings(
            double level,
            double leastPropensity,
            double[] clips,
            double[] switchLambdas,
            double[] shrinkageLambdas) {
        public static final Settings USUAL =
                new Settings(
                        Critical.LEVEL,
                        0,
                        new double[] {10, 100},
                        new double[] {10},
                        new double[] {1, 100});
    }

    public static Evaluation of(LoggedDecisions log, Settings settings) {
        Sample sample = log.sample();
        Overlap overlap = Overlap.of(sample);
        double unsupported = log.unsupported();
        return new Evaluation(
                overlap,
                unsupported,
                Identification.of(overlap, unsupported, log.isDeterministic()),
                loggedMean(sample, settings.level()),
                values(sample, settings, log));
    }

    private static List<PolicyValue> values(Sample sample, Settings settings, LoggedDecisions log) {
        double least = settings.leastPropensity();
        double bound = 1 / (least > 0 ? least : log.smallestPropensity());
        List<PolicyValue> values = new ArrayList<>();
        for (Estimator estimator : Estimator.values()) {
            if (estimator.usesModel() && log.isPartial()) {
                continue;
            }
            for (double parameter : parameters(estimator, settings)) {
                PolicyValue value = PolicyValue.of(sample, estimator, parameter, settings.level());
                // Bernstein's bound is for independent rows
                boolean plain =
                        !sample.isClustered()
                                && (estimator == Estimator.IPS
                                        || estimator == Estimator.CLIPPED_IPS);
                double largest = estimator == Estimator.IPS ? bound : Math.min(bound, parameter);
                values.add(
                        plain
                                ? value.bounded(
                                        sample,
                                        largest,
                                        log.leastReward(),
                                        log.mostReward(),
                                        settings.level())
                                : value);
            }
        }
        return values;
    }

    private static double[] parameters(Estimator estimator, Settings settings) {
        return switch (estimator) {
            case CLIPPED_IPS -> settings.clips();
            case SWITCH_DR -> settings.switchLambdas();
            case SHRINKAGE_DR -> settings.shrinkageLambdas();
            default -> new double[] {Double.NaN};
        };
    }

    private static Estimate loggedMean(Sample sample, double level) {
        Sample own = new Sample();
        for (int i = 0; i < sample.size(); i++) {
            if (sample.isClustered()) {
                own.add(1, sample.reward(i), 0, 0, sample.unit(i));
            } else {
                own.add(1, sample.reward(i), 0, 0);
            }
        }
        return PolicyValue.of(own, Estimator.IPS, Double.NaN, level).estimate();
    }
}
