package dev.routesight.config;

import static dev.routesight.config.BadSetting.unless;
import static dev.routesight.config.BadSetting.unlessBetween;

import dev.routesight.attribution.SignalKind;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** How a session's events become signals and outcomes. */
public record SessionConfig(
        List<Duration> horizons,
        Duration idleLimit,
        Duration outOfOrderness,
        Duration lateJoin,
        Duration maxSkew,
        List<SignalKind> rejectedSignals,
        boolean handoffShared,
        int maxEvents,
        int maxDecisions)
        implements Serializable {

    private static final Set<SignalKind> NEVER_REJECTED =
            Set.of(SignalKind.THUMBS_UP, SignalKind.FAILURE, SignalKind.QUIET_EXIT);

    public SessionConfig {
        horizons = List.copyOf(horizons);
        rejectedSignals = List.copyOf(rejectedSignals);
        unless(!horizons.isEmpty(), Options.HORIZONS, "needs at least one horizon");
        Duration previous = Duration.ZERO;
        for (Duration horizon : horizons) {
            unless(isWholeSeconds(horizon), Options.HORIZONS, "must be whole seconds");
            unless(
                    horizon.compareTo(previous) > 0,
                    Options.HORIZONS,
                    "must be positive, distinct and ascending");
            previous = horizon;
        }
        unless(!idleLimit.isZero(), Options.IDLE_LIMIT, "must be positive");
        unless(
                lateJoin.compareTo(previous) >= 0,
                Options.LATE_JOIN,
                "must not be shorter than the largest horizon, " + Durations.format(previous));
        unlessBetween(1, Integer.MAX_VALUE, maxEvents, Options.SESSION_MAX_EVENTS);
        unlessBetween(1, Integer.MAX_VALUE, maxDecisions, Options.SESSION_MAX_DECISIONS);
        for (SignalKind kind : rejectedSignals) {
            unless(
                    !NEVER_REJECTED.contains(kind),
                    Options.REJECTED_SIGNALS,
                    kind.label() + " is never a rejection");
        }
        unless(
                Set.copyOf(rejectedSignals).size() == rejectedSignals.size(),
                Options.REJECTED_SIGNALS,
                "names a kind twice");
    }

    static SessionConfig from(Settings settings) {
        return new SessionConfig(
                settings.get(Options.HORIZONS),
                settings.get(Options.IDLE_LIMIT),
                settings.get(Options.OUT_OF_ORDERNESS),
                settings.get(Options.LATE_JOIN),
                settings.get(Options.MAX_SKEW),
                settings.get(Options.REJECTED_SIGNALS).stream().map(SessionConfig::kind).toList(),
                settings.get(Options.HANDOFF_SHARED),
                settings.get(Options.SESSION_MAX_EVENTS),
                settings.get(Options.SESSION_MAX_DECISIONS));
    }

    public Duration largestHorizon() {
        return horizons.get(horizons.size() - 1);
    }

    /** Ascending, in milliseconds. */
    public long[] horizonMillis() {
        return horizons.stream().mapToLong(Duration::toMillis).toArray();
    }

    /** The rejecting kinds as a bit set by ordinal. */
    public int rejectedBits() {
        return rejectedSignals.stream().mapToInt(SignalKind::bit).reduce(0, (a, b) -> a | b);
    }

    private static boolean isWholeSeconds(Duration duration) {
        return duration.toMillis() % 1000 == 0;
    }

    private static SignalKind kind(String label) {
        Set<String> known = new TreeSet<>();
        for (SignalKind kind : SignalKind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
            known.add(kind.label());
        }
        NEVER_REJECTED.forEach(kind -> known.remove(kind.label()));
        throw new BadSetting(
                Options.REJECTED_SIGNALS,
                "no signal kind is called '"
                        + label
                        + "'"
                        + Suggestions.didYouMean(label, known)
                        + " (known: "
                        + String.join(", ", known)
                        + ")");
    }
}
