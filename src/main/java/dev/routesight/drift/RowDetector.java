package dev.routesight.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The drift test over plain rows of counts, for anyone's own numbers: a row is a block. */
public final class RowDetector {
    private static final double HEAD_START_SHARE = 0.05;
    private static final double REACH_SHARE = 0.5;

    /**
     * @param baseline rate before, or NaN to learn it from the first rows
     * @param reference compare with the concurrent group instead; learns the odds ratio when {@code
     *     learnRows} is above 0, else it is 1
     * @param learnRows rows to learn from
     * @param runLength A, in decisions
     */
    public record Settings(
            double baseline,
            boolean reference,
            int learnRows,
            double runLength,
            double delta,
            double designEffect,
            Watch watch) {
        boolean learns() {
            return learnRows > 0 && (reference || Double.isNaN(baseline));
        }
    }

    /** The state of a row. */
    public enum State {
        LEARNING,
        OK,
        /** R reached the run length in this row. */
        ALERT,
        /** An alert of an earlier row is open. */
        OPEN,
        /** The open alert is over with this row. */
        RESOLVED
    }

    /**
     * @param eValue R, before the restart that follows an alert; 0 while learning
     * @param oddsRatio of the leading component, when an alert is open, else NaN
     * @param since row in which the change began, an estimate, when an alert is open, else 0
     */
    public record Row(double eValue, State state, double oddsRatio, int since) {}

    private final Settings settings;
    private final List<StratumTally> learning = new ArrayList<>();
    private final AlertState alert = new AlertState();
    private BaselineNull baseline;
    private ConcurrentNull concurrent;
    private EDetector detector;
    private AlertLife life;
    private EvidenceState evidence;
    private int row;

    public RowDetector(Settings settings) {
        this.settings = settings;
        if (!settings.learns()) {
            start();
        }
    }

    /**
     * Takes the next row.
     *
     * @throws IllegalArgumentException when the rows to learn from fix no baseline
     */
    public Row next(StratumTally tally) {
        row++;
        if (detector == null) {
            learning.add(tally);
            if (learning.size() == settings.learnRows()) {
                start();
            }
            return new Row(0, State.LEARNING, Double.NaN, 0);
        }
        Block block = new Block(row, row, 0, true, List.of(tally));
        BlockEvidence says =
                concurrent != null ? concurrent.evidence(block) : baseline.evidence(block);
        detector.fold(evidence, row, says);
        double logEvidence = detector.logEvidence(evidence);
        boolean alerts = detector.alerts(evidence);
        AlertLife.Event event =
                alert.isOpen() && !alerts ? life.recovery(alert, says) : AlertLife.Event.NOTHING;
        if (event == AlertLife.Event.NOTHING) {
            event =
                    life.after(
                            alert,
                            row,
                            tally.decisions(),
                            says.seen(),
                            alerts ? detector.finding(evidence) : null);
        }
        if (alerts || event == AlertLife.Event.RECOVERED) {
            detector.restart(evidence);
        }
        return row(logEvidence, event);
    }

    private Row row(double logEvidence, AlertLife.Event event) {
        boolean known = alert.isOpen() || event == AlertLife.Event.RECOVERED;
        State state =
                switch (event) {
                    case OPENED -> State.ALERT;
                    case RECOVERED -> State.RESOLVED;
                    default -> alert.isOpen() ? State.OPEN : State.OK;
                };
        return new Row(
                StrictMath.exp(logEvidence),
                state,
                known ? StrictMath.exp(alert.effect()) : Double.NaN,
                known ? alert.since() : 0);
    }

    private void start() {
        double rate = settings.baseline();
        if (settings.reference()) {
            concurrent =
                    settings.learns()
                            ? ConcurrentNull.learnt(
                                    learning,
                                    settings.designEffect(),
                                    settings.delta(),
                                    settings.watch())
                            : ConcurrentNull.randomised();
            rate = Double.isNaN(rate) ? 0.1 : rate;
        } else if (settings.learns()) {
            RateCount sum = new RateCount(0, 0);
            for (StratumTally tally : learning) {
                sum = sum.plus(tally.decisions(), tally.events());
            }
            if (sum.n() == 0) {
                throw new IllegalArgumentException("the rows to learn from hold no decisions");
            }
            baseline =
                    BaselineNull.learnt(
                            Map.of(0, Map.of("", sum)),
                            settings.designEffect(),
                            settings.delta(),
                            settings.watch());
            rate = baseline.overallRate();
        } else {
            baseline = BaselineNull.given(rate);
        }
        double length = settings.runLength();
        EffectGrid grid =
                EffectGrid.forRate(
                        rate,
                        length,
                        REACH_SHARE * length,
                        HEAD_START_SHARE * length,
                        settings.watch());
        detector = new EDetector(grid, length, settings.designEffect());
        life = new AlertLife(length, settings.designEffect(), Integer.MAX_VALUE);
        evidence = detector.start();
    }
}
