package dev.routesight.config;

import static dev.routesight.config.BadSetting.unless;
import static dev.routesight.config.BadSetting.unlessBetween;

import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How thresholds are recommended; what the numbers mean is said at {@code ControlSettings}. Without
 * a price of rejected answers in the price book nothing is recommended.
 *
 * @param cuts names of the cuts whose cohorts have a threshold of their own
 */
public record ControlConfig(
        boolean enabled,
        Set<String> cuts,
        String route,
        Duration horizon,
        Duration period,
        double deadBand,
        double harmBound,
        double rejectedBound,
        double alpha,
        double maxStep,
        int leastDecisions,
        int coolDown,
        int pooledPeriods,
        int followPeriods,
        boolean adoptionApproves)
        implements Serializable {

    private static final int MOST_PERIODS = 100;

    public ControlConfig {
        unless(
                period.toMillis() > 0 && period.toMillis() % Duration.ofDays(1).toMillis() == 0,
                Options.CONTROL_PERIOD,
                "must be whole days");
        unless(
                deadBand >= 0 && deadBand < 1,
                Options.CONTROL_DEAD_BAND,
                "must be at least 0 and below 1");
        unless(
                harmBound >= 0 && harmBound <= 1e6,
                Options.CONTROL_HARM_BOUND,
                "must be at least 0 and at most a million");
        unless(
                rejectedBound >= 0 && rejectedBound <= 1,
                Options.CONTROL_REJECTED_BOUND,
                "must be from 0 to 1");
        unless(alpha > 0 && alpha < 1, Options.CONTROL_ALPHA, "must be above 0 and below 1");
        unless(
                maxStep > 0 && maxStep <= 1,
                Options.CONTROL_MAX_STEP,
                "must be above 0 and at most 1");
        unlessBetween(1, 1_000_000_000, leastDecisions, Options.CONTROL_LEAST_DECISIONS);
        unlessBetween(0, MOST_PERIODS, coolDown, Options.CONTROL_COOL_DOWN);
        unlessBetween(1, MOST_PERIODS, pooledPeriods, Options.CONTROL_POOLED_PERIODS);
        unlessBetween(0, MOST_PERIODS, followPeriods, Options.CONTROL_FOLLOW_PERIODS);
    }

    static ControlConfig from(Settings settings) {
        String route = settings.get(Options.CONTROL_ROUTE);
        unless(
                !route.equals(settings.get(Options.REFERENCE_ROUTE)),
                Options.CONTROL_ROUTE,
                "must not be reference-route");
        return new ControlConfig(
                settings.get(Options.CONTROL_ENABLED),
                cuts(settings.get(Options.CUTS), settings.get(Options.CONTROL_CUTS)),
                route,
                horizon(settings.get(Options.HORIZONS), settings.get(Options.CONTROL_HORIZON)),
                settings.get(Options.CONTROL_PERIOD),
                settings.get(Options.CONTROL_DEAD_BAND),
                settings.get(Options.CONTROL_HARM_BOUND),
                settings.get(Options.CONTROL_REJECTED_BOUND),
                settings.get(Options.CONTROL_ALPHA),
                settings.get(Options.CONTROL_MAX_STEP),
                settings.get(Options.CONTROL_LEAST_DECISIONS),
                settings.get(Options.CONTROL_COOL_DOWN),
                settings.get(Options.CONTROL_POOLED_PERIODS),
                settings.get(Options.CONTROL_FOLLOW_PERIODS),
                settings.get(Options.CONTROL_ADOPTION_APPROVES));
    }

    private static Duration horizon(List<Duration> horizons, Duration horizon) {
        unless(
                horizon.isZero() || horizons.contains(horizon),
                Options.CONTROL_HORIZON,
                "must be one of horizons, or 0");
        return horizon.isZero() && !horizons.isEmpty()
                ? horizons.get(horizons.size() - 1)
                : horizon;
    }

    /** A router has one threshold unless it is told otherwise: that of the first cut. */
    private static Set<String> cuts(List<List<String>> tallied, List<List<String>> chosen) {
        Set<String> names = new LinkedHashSet<>();
        for (List<String> cut : chosen.isEmpty() ? tallied.stream().limit(1).toList() : chosen) {
            unless(tallied.contains(cut), Options.CONTROL_CUTS, cut + " is not among cuts");
            names.add(String.join(",", cut));
        }
        return Set.copyOf(names);
    }
}
