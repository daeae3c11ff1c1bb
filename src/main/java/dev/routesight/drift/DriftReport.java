package dev.routesight.drift;

import dev.routesight.stats.Interval;
import dev.routesight.stats.Proportion;
import dev.routesight.tally.TallyCount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Says of an alert what a person needs to know. */
final class DriftReport {
    private static final double LEVEL = 0.95;
    private static final long ENOUGH = 10;
    private static final double MIX_MOVED = 1.1;
    private static final double VOLUME_MOVED = 1.5;
    private static final long DAY = 86_400_000L;

    private final DriftSettings settings;

    DriftReport(DriftSettings settings) {
        this.settings = settings;
    }

    /** Of which test, and at what event time. */
    record Of(
            String cut,
            String cohort,
            String route,
            TallyCount signal,
            CohortState state,
            long at) {}

    CohortDrift row(Of of, StreamRule rule, AlertState alert, String state) {
        StreamState test = of.state().test(of.signal());
        Expected all = alert.sinceStart();
        Expected later = alert.sinceAlert();
        boolean after = later.events() >= ENOUGH || later.expected() >= ENOUGH;
        Expected measured = after ? later : all;
        double designEffect = test.designEffect();
        EffectEstimate effect = EffectEstimate.of(measured, designEffect, LEVEL);
        Interval now =
                Proportion.interval(
                        measured.events() / designEffect, measured.decisions() / designEffect);
        double excess = all.events() - all.expected();
        long windowStart = settings.start(alert.openedAt());
        boolean comparing = of.state().comparing;
        String watched = of.state().watched;
        ChangePoint starts = alert.starts();
        return new CohortDrift(
                comparing ? "concurrent" : "baseline",
                comparing ? settings.against().text() : "",
                of.state().against,
                of.signal().column(),
                alert.direction().name().toLowerCase(Locale.ROOT),
                of.cut(),
                of.cohort(),
                of.route(),
                settings.horizonMillis(),
                state,
                windowStart,
                windowStart + settings.windowMillis(),
                settings.finalAt(windowStart),
                of.at(),
                settings.start(alert.since()),
                starts == null || starts.earliest() == ChangePoint.EARLIER
                        ? null
                        : Math.min(starts.earliest() * DAY, settings.start(alert.since())),
                starts == null
                        ? null
                        : Math.max(
                                Math.min((starts.latest() + 1L) * DAY, windowStart),
                                settings.start(alert.since())),
                effect.before(),
                effect.after(),
                now.low(),
                now.high(),
                effect.ratio(),
                effect.ratioLow(),
                effect.ratioHigh(),
                after,
                all.decisions(),
                all.events(),
                excess,
                cost(of.state(), excess),
                alert.logEvidence(),
                StrictMath.log(rule.threshold(test)),
                watched.isEmpty()
                        ? of.state().routerVersions.since(alert.since())
                        : new String[] {watched},
                of.state().models.since(alert.since()),
                changed(of, rule, test, alert));
    }

    private static Long cost(CohortState state, double excess) {
        return excess <= 0 || state.withCost == 0
                ? null
                : Math.round(excess * ((double) state.costNanos / state.withCost));
    }

    private List<CohortDrift.Change> changed(
            Of of, StreamRule rule, StreamState test, AlertState alert) {
        List<CohortDrift.Change> changes = new ArrayList<>();
        int since = alert.since();
        seen("router_version", of.state().routerVersions, since, changes);
        seen("model", of.state().models, since, changes);
        seen("threshold", of.state().thresholds, since, changes);
        Expected all = alert.sinceStart();
        if (!of.state().comparing) {
            double learnt = rule.baseline(test).overallRate();
            moved("mix", learnt, all.expected() / all.decisions(), MIX_MOVED, changes);
        }
        long millis = of.at() - settings.horizonMillis() - settings.start(since);
        if (millis >= DAY) {
            double weekly =
                    all.decisions() * settings.windowsPerWeek() * settings.windowMillis() / millis;
            moved("weekly_decisions", test.weeklyDecisions(), weekly, VOLUME_MOVED, changes);
        }
        return changes;
    }

    private void seen(String what, Sightings of, int since, List<CohortDrift.Change> changes) {
        String[] before = of.before(since, settings.windows(DAY));
        String[] now = of.since(since);
        if (before.length > 0 && !Arrays.equals(before, now)) {
            changes.add(new CohortDrift.Change(what, before, now));
        }
    }

    private static void moved(
            String what,
            double before,
            double since,
            double factor,
            List<CohortDrift.Change> changes) {
        double ratio = since / before;
        if (ratio > factor || ratio < 1 / factor) {
            changes.add(new CohortDrift.Change(what, number(before), number(since)));
        }
    }

    private static String[] number(double value) {
        return new String[] {String.format(Locale.ROOT, value < 10 ? "%.4f" : "%.0f", value)};
    }
}
