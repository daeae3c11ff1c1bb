package dev.routesight.drift;

/**
 * One test stream from its first window on: learns a baseline, then watches, alerts and resolves.
 *
 * <p>Windows must come in order; one that is not later than the last is a replay or late and
 * changes nothing, so a feed that is read again gives the same alerts. A new cohort is silent until
 * it has learnt from enough windows and decisions. Evidence starts after learning and never looks
 * back at the windows learnt from.
 *
 * <p>A test that compares with another group at the same time judges each window by itself, for
 * what the two share needs no rhythm.
 */
public final class StreamRule {
    private final StreamSettings settings;

    public StreamRule(StreamSettings settings) {
        this.settings = settings;
    }

    /** What a window did. */
    public enum Outcome {
        /** Not later than one that was taken before. */
        REPLAYED,
        LEARNING,
        /** The last one of learning. */
        LEARNT,
        QUIET,
        /** An alert opened. */
        ALERT,
        /** An alert is open. */
        OPEN,
        /** The open alert is over: the rate is back, or no decisions came. */
        RESOLVED
    }

    /**
     * Takes a window in. {@code units} are the users' sums of it, {@link UnitTally#NONE} if
     * unknown.
     */
    public Outcome fold(StreamState state, Block block, UnitTally units) {
        return fold(state, block, units, UnitTally.NONE);
    }

    /** The same with the users' sums of the group that it is compared with. */
    Outcome fold(StreamState state, Block block, UnitTally units, UnitTally referenceUnits) {
        if (block.window() <= state.lastWindow) {
            return Outcome.REPLAYED;
        }
        if (state.isLearning()) {
            return learn(state, block, units, referenceUnits);
        }
        StreamState.Tools tools = tools(state);
        if (tools.epoch() != null) {
            state.lastWindow = block.window();
            growInEpoch(state, tools, block);
            return Outcome.QUIET;
        }
        boolean resolved =
                tools.life().quietAt(state.alert, block.window()) == AlertLife.Event.VANISHED;
        if (resolved) {
            restart(state, tools);
        }
        state.lastWindow = block.window();
        resolved |=
                settings.concurrent() != null
                        ? close(state, tools, block)
                        : grow(state, tools, block);
        EvidenceState now = now(state, tools);
        boolean alerts = block.judged() && tools.detector().alerts(now);
        AlertLife.Event event =
                tools.life()
                        .after(
                                state.alert,
                                block.window(),
                                settings.concurrent() != null
                                        ? tools.baseline().expected(block).decisions()
                                        : block.decisions(),
                                tools.baseline().expected(block),
                                alerts ? finding(tools, now, block) : null);
        if (event == AlertLife.Event.OPENED) {
            state.alert.starts = starts(state, tools);
        }
        if (alerts) {
            restart(state, tools);
        }
        if (event == AlertLife.Event.OPENED) {
            return Outcome.ALERT;
        }
        if (resolved) {
            return Outcome.RESOLVED;
        }
        return state.alert.isOpen() ? Outcome.OPEN : Outcome.QUIET;
    }

    /** The confidence set of the start; asked for before the evidence is given up. */
    private ChangePoint starts(StreamState state, StreamState.Tools tools) {
        DayLogs days =
                state.growing == null
                        ? state.days.untilNow()
                        : state.days.with(
                                settings.day(state.growing.window()),
                                logs(state, tools, tools.baseline().evidence(state.growing)));
        return ChangePoint.of(
                days,
                tools.detector().grid(),
                state.alert.direction(),
                state.evidence.decisions() / budgetThreshold(state));
    }

    private static double[] logs(
            StreamState state, StreamState.Tools tools, BlockEvidence evidence) {
        double[] logs = new double[tools.kept().length];
        for (int c = 0; c < logs.length; c++) {
            double effect = tools.detector().grid().effects()[tools.kept()[c]];
            logs[c] = evidence.log().at(effect) / state.designEffect;
        }
        return logs;
    }

    private void growInEpoch(StreamState state, StreamState.Tools tools, Block block) {
        if (settings.concurrent() != null) {
            tools.epoch().fold(state.evidence, block.window(), tools.baseline().evidence(block));
            return;
        }
        if (state.growing != null && state.growing.cycle() == block.cycle()) {
            state.growing = state.growing.plus(block);
            return;
        }
        closeCycle(state, tools);
        state.growing = block;
    }

    /** A cycle that would pass the capacity of the epoch is left out. */
    private static void closeCycle(StreamState state, StreamState.Tools tools) {
        if (state.growing != null) {
            tools.epoch()
                    .fold(
                            state.evidence,
                            state.growing.window(),
                            tools.baseline().evidence(state.growing));
        }
    }

    /**
     * Mode {@code fdr}, after the last window of an epoch: what the stream has to say of it, its
     * log evidence being that of the e-value; null where that is so small that it can never be
     * named. The next epoch begins with nothing.
     */
    public AlertState endEpoch(StreamState state, int lastWindow) {
        if (state.isLearning() || state.growing == null && state.evidence.decisions() == 0) {
            return null;
        }
        StreamState.Tools tools = tools(state);
        Block last = state.growing;
        closeCycle(state, tools);
        double eValue = tools.epoch().eValue(state.evidence);
        AlertState named = null;
        if (eValue * settings.epochs().alpha() >= 1) {
            AlertLife.Finding found = finding(tools, state.evidence, last);
            named = new AlertState();
            AlertLife.open(
                    named,
                    lastWindow,
                    new AlertLife.Finding(
                            found.effect(), found.start(), found.since(), StrictMath.log(eValue)));
        }
        state.evidence = tools.detector().start();
        state.growing = null;
        return named;
    }

    /**
     * Adds the window to its cycle; one of another cycle first closes the last.
     *
     * @return whether that resolved the open alert
     */
    private boolean grow(StreamState state, StreamState.Tools tools, Block block) {
        if (state.growing == null) {
            state.growing = block;
            return false;
        }
        if (state.growing.cycle() == block.cycle()) {
            state.growing = state.growing.plus(block);
            return false;
        }
        boolean recovered = close(state, tools, state.growing);
        state.growing = block;
        return recovered;
    }

    /**
     * Takes a whole cycle in, or a window that stands alone.
     *
     * @return whether that resolved the open alert
     */
    private boolean close(StreamState state, StreamState.Tools tools, Block cycle) {
        BlockEvidence whole = tools.baseline().evidence(cycle);
        tools.detector().fold(state.evidence, cycle.window(), whole);
        if (whole.decisions() > 0) {
            int day = settings.day(cycle.window());
            state.days.add(day, logs(state, tools, whole), cycle.cycle() == day);
        }
        boolean recovered = tools.life().recovery(state.alert, whole) == AlertLife.Event.RECOVERED;
        if (recovered) {
            tools.detector().restart(state.evidence);
            state.days.clear();
        }
        return recovered;
    }

    private static EvidenceState now(StreamState state, StreamState.Tools tools) {
        return state.growing == null
                ? state.evidence
                : tools.detector()
                        .peek(
                                state.evidence,
                                state.growing.window(),
                                tools.baseline().evidence(state.growing));
    }

    private static AlertLife.Finding finding(
            StreamState.Tools tools, EvidenceState now, Block last) {
        AlertLife.Finding found = tools.detector().finding(now);
        return new AlertLife.Finding(
                found.effect(),
                found.start(),
                tools.baseline().withError(found.since(), last),
                found.logEvidence());
    }

    private static void restart(StreamState state, StreamState.Tools tools) {
        tools.detector().restart(state.evidence);
        state.days.clear();
        if (state.growing != null) {
            state.evidence.lastWindow = state.growing.window();
        }
        state.growing = null;
    }

    /**
     * At the end of a window that had no decision at all: closes the alert of a stream that fell
     * silent.
     */
    public Outcome quietAt(StreamState state, int window) {
        if (state.isLearning()) {
            return Outcome.LEARNING;
        }
        StreamState.Tools tools = tools(state);
        if (tools.life().quietAt(state.alert, window) == AlertLife.Event.VANISHED) {
            restart(state, tools);
            return Outcome.RESOLVED;
        }
        return state.alert.isOpen() ? Outcome.OPEN : Outcome.QUIET;
    }

    /** log R of a stream that has learnt. */
    public double logEvidence(StreamState state) {
        StreamState.Tools tools = tools(state);
        return tools.detector().logEvidence(now(state, tools));
    }

    /** A_k of a stream that has learnt, in decisions; in mode {@code fdr} the least e-value. */
    public double threshold(StreamState state) {
        return settings.epochs() != null ? 1 / settings.epochs().alpha() : budgetThreshold(state);
    }

    private double budgetThreshold(StreamState state) {
        return settings.budget().threshold(state.weekly);
    }

    /** The learnt null, for expected counts and for dating the change. */
    StreamNull baseline(StreamState state) {
        return tools(state).baseline();
    }

    /** The detector's effects. */
    public EffectGrid grid(StreamState state) {
        return tools(state).detector().grid();
    }

    private Outcome learn(
            StreamState state, Block block, UnitTally units, UnitTally referenceUnits) {
        if (state.lastWindow == Integer.MIN_VALUE) {
            state.firstWindow = block.window();
        }
        state.lastWindow = block.window();
        if (state.odds != null) {
            state.odds.add(block, settings.day(block.window()), units, referenceUnits);
        } else {
            state.learnt.add(block);
            state.units = state.units.plus(units);
            state.spread.add(block);
        }
        long windows = (long) block.window() - state.firstWindow + 1;
        long decisions = state.learntDecisions();
        if (windows < settings.leastWindows() || decisions < settings.leastLearnt()) {
            return Outcome.LEARNING;
        }
        if (state.odds != null
                && settings.concurrent().oddsRatio() == 0
                && !state.odds.isFixing()) {
            return Outcome.LEARNING;
        }
        state.weekly = (float) (decisions * settings.windowsPerWeek() / windows);
        state.designEffect =
                (float)
                        (settings.designEffect() > 0
                                ? settings.designEffect()
                                : learntDesignEffect(state));
        if (state.odds != null) {
            state.concurrent =
                    state.odds.learnt(
                            settings.concurrent().oddsRatio(),
                            state.designEffect,
                            settings.delta(),
                            settings.watch());
            state.odds = null;
        }
        state.units = UnitTally.NONE;
        state.spread = new CycleSpread();
        state.evidence = tools(state).detector().start();
        return Outcome.LEARNT;
    }

    private static double learntDesignEffect(StreamState state) {
        return state.odds != null
                ? DesignEffect.cautious(state.odds.designEffect(), state.odds.events())
                : DesignEffect.cautious(
                        Math.max(DesignEffect.ofUnits(state.units), state.spread.designEffect()),
                        state.learnt.events());
    }

    private StreamState.Tools tools(StreamState state) {
        if (state.tools == null) {
            StreamNull baseline =
                    state.concurrent != null
                            ? state.concurrent
                            : BaselineNull.learnt(
                                    state.learnt.bySeason(),
                                    state.designEffect,
                                    settings.delta(),
                                    settings.watch());
            EDetector detector =
                    settings.detector(
                            baseline.overallRate(),
                            state.weekly,
                            state.designEffect,
                            state.concurrent != null ? state.concurrent.share() : 1);
            EpochTest epoch =
                    settings.epochs() == null
                            ? null
                            : new EpochTest(
                                    detector.grid(),
                                    settings.capacity(state.weekly),
                                    state.designEffect);
            state.tools =
                    new StreamState.Tools(
                            baseline,
                            detector,
                            DayLogs.componentsOf(detector.grid()),
                            settings.life(state.weekly, state.designEffect),
                            epoch);
        }
        return state.tools;
    }
}
