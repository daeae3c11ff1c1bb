package dev.routesight.config;

import static dev.routesight.config.BadSetting.unless;
import static dev.routesight.config.BadSetting.unlessBetween;

import dev.routesight.drift.Rhythm;
import dev.routesight.tally.Against;
import dev.routesight.tally.TallyCount;
import java.io.Serializable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How tallies are watched for drift.
 *
 * @param cuts names of the cuts that are watched
 * @param controlArm experiment and arm, joined by a slash; empty unless that is what is compared
 * @param oddsRatio of the comparison; 0 learns it
 */
public record DriftConfig(
        boolean enabled,
        DriftMode mode,
        double budget,
        Duration epoch,
        double alpha,
        int maxTests,
        double delta,
        List<TallyCount> signals,
        Set<String> cuts,
        Duration horizon,
        Duration learn,
        int learnDecisions,
        Rhythm rhythm,
        double designEffect,
        Duration silentAfter,
        Duration forgetAfter,
        Duration groupWithin,
        Against concurrent,
        String controlArm,
        double oddsRatio)
        implements Serializable {

    public DriftConfig {
        unless(
                budget > 0 && budget <= 1e6,
                Options.DRIFT_BUDGET,
                "must be above 0 and at most a million");
        unless(
                epoch.toMillis() > 0 && epoch.toMillis() % Duration.ofDays(1).toMillis() == 0,
                Options.DRIFT_EPOCH,
                "must be whole days");
        unless(alpha > 0 && alpha < 1, Options.DRIFT_ALPHA, "must be above 0 and below 1");
        unlessBetween(1, 100_000_000, maxTests, Options.DRIFT_MAX_TESTS);
        unless(delta > 0 && delta < 1, Options.DRIFT_DELTA, "must be above 0 and below 1");
        unless(!signals.isEmpty(), Options.DRIFT_SIGNALS, "needs at least one signal");
        unless(
                new HashSet<>(signals).size() == signals.size(),
                Options.DRIFT_SIGNALS,
                "names a signal twice");
        unless(!learn.isZero(), Options.DRIFT_LEARN, "must be positive");
        unlessBetween(1, 1_000_000_000, learnDecisions, Options.DRIFT_LEARN_DECISIONS);
        unless(
                designEffect == 0 || designEffect >= 1 && designEffect <= 1e6,
                Options.DRIFT_DESIGN_EFFECT,
                "must be 0, or at least 1");
        unless(!silentAfter.isZero(), Options.DRIFT_SILENT_AFTER, "must be positive");
        unless(
                forgetAfter.compareTo(silentAfter) >= 0,
                Options.DRIFT_FORGET_AFTER,
                "must not be shorter than drift.silent-after");
        unless(
                concurrent == Against.CONTROL_ARM
                        ? controlArm.matches("[^/]+/.+")
                        : controlArm.isEmpty(),
                Options.DRIFT_CONTROL_ARM,
                concurrent == Against.CONTROL_ARM
                        ? "must name an arm, as in experiment/arm"
                        : "is for drift.concurrent: control_arm");
        unless(
                oddsRatio == 0 || oddsRatio >= 1 && oddsRatio <= 100,
                Options.DRIFT_CONCURRENT_ODDS_RATIO,
                "must be 0, or from 1 to 100");
    }

    static DriftConfig from(Settings settings) {
        List<Duration> horizons = settings.get(Options.HORIZONS);
        Duration horizon = settings.get(Options.DRIFT_HORIZON);
        unless(
                horizon.isZero() || horizons.contains(horizon),
                Options.DRIFT_HORIZON,
                "must be one of horizons, or 0");
        if (horizon.isZero() && !horizons.isEmpty()) {
            horizon = horizons.get(horizons.size() - 1);
        }
        return new DriftConfig(
                settings.get(Options.DRIFT_ENABLED),
                settings.get(Options.DRIFT_MODE),
                settings.get(Options.DRIFT_BUDGET),
                settings.get(Options.DRIFT_EPOCH),
                settings.get(Options.DRIFT_ALPHA),
                settings.get(Options.DRIFT_MAX_TESTS),
                settings.get(Options.DRIFT_DELTA),
                settings.get(Options.DRIFT_SIGNALS).stream().map(DriftConfig::count).toList(),
                cuts(settings.get(Options.CUTS), settings.get(Options.DRIFT_CUTS)),
                horizon,
                settings.get(Options.DRIFT_LEARN),
                settings.get(Options.DRIFT_LEARN_DECISIONS),
                settings.get(Options.DRIFT_RHYTHM),
                settings.get(Options.DRIFT_DESIGN_EFFECT),
                settings.get(Options.DRIFT_SILENT_AFTER),
                settings.get(Options.DRIFT_FORGET_AFTER),
                settings.get(Options.DRIFT_GROUP_WITHIN),
                settings.get(Options.DRIFT_CONCURRENT),
                settings.get(Options.DRIFT_CONTROL_ARM),
                settings.get(Options.DRIFT_CONCURRENT_ODDS_RATIO));
    }

    private static Set<String> cuts(List<List<String>> tallied, List<List<String>> watched) {
        Set<String> names = new HashSet<>();
        for (List<String> cut : watched.isEmpty() ? tallied : watched) {
            unless(tallied.contains(cut), Options.DRIFT_CUTS, cut + " is not among cuts");
            names.add(String.join(",", cut));
        }
        return Set.copyOf(names);
    }

    private static TallyCount count(String signal) {
        for (TallyCount count : TallyCount.values()) {
            if (count.isSignal() && count.column().equals(signal)) {
                return count;
            }
        }
        throw new BadSetting(
                Options.DRIFT_SIGNALS,
                "'" + signal.toLowerCase(Locale.ROOT) + "' is not a signal, rejected or followed");
    }
}
