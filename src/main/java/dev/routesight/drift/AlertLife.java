package dev.routesight.drift;

/**
 * When an alert opens and when it is over.
 *
 * <pre>
 *            R ≥ A                    Q ≥ recovery, or no decision for a while
 *   none ───────────▶ open ──────────────────────────────────────────────▶ none (resolved)
 *                      │ ▲ R ≥ A again: a confirmation, not a second alert
 *                      └─┘
 * </pre>
 *
 * Q is the e-detector the other way round: Q ← (Q + n) · L^(−1/d) at the effect the alert opened
 * with. While the drift goes on at that effect or more it resolves wrongly at most once per {@code
 * recovery} decisions in expectation. A drift that has shrunk to about half stays open.
 */
public final class AlertLife {
    /** What a block did to the alert. */
    public enum Event {
        NOTHING,
        OPENED,
        CONFIRMED,
        RECOVERED,
        VANISHED
    }

    /**
     * What the detector says when it alerts.
     *
     * @param effect log odds ratio of the leading component
     * @param start estimated first window of the change
     * @param since what happened since then
     * @param logEvidence log R
     */
    public record Finding(double effect, int start, Expected since, double logEvidence) {}

    private final double logRecovery;
    private final double perDesignEffect;
    private final int vanishAfter;

    /**
     * @param recovery mean run to a wrong "resolved", in decisions
     * @param vanishAfter windows without a decision after which an open alert is over
     */
    public AlertLife(double recovery, double designEffect, int vanishAfter) {
        if (!(recovery > 0) || vanishAfter < 1) {
            throw new IllegalArgumentException("recovery " + recovery + ", after " + vanishAfter);
        }
        this.logRecovery = StrictMath.log(recovery);
        this.perDesignEffect = 1 / designEffect;
        this.vanishAfter = vanishAfter;
    }

    /**
     * After a window.
     *
     * @param decisions of the window
     * @param seen what happened in it, of strata that were learnt
     * @param finding if R passed A with it, else null
     */
    public Event after(
            AlertState alert, int window, long decisions, Expected seen, Finding finding) {
        if (decisions > 0) {
            alert.lastSeen = window;
        }
        if (!alert.isOpen()) {
            if (finding == null) {
                return Event.NOTHING;
            }
            open(alert, window, finding);
            return Event.OPENED;
        }
        alert.after = alert.after.plus(seen);
        if (finding == null) {
            return Event.NOTHING;
        }
        alert.confirmations++;
        alert.logRecovery = Float.NEGATIVE_INFINITY;
        return Event.CONFIRMED;
    }

    /** After a whole block: takes it as evidence that an open alert is over. */
    public Event recovery(AlertState alert, BlockEvidence block) {
        if (!alert.isOpen() || block.decisions() == 0) {
            return Event.NOTHING;
        }
        double log = -block.log().at(alert.effect) * perDesignEffect;
        double fed = LogMath.logSum(alert.logRecovery, LogMath.log(block.decisions()));
        alert.logRecovery = (float) (fed + log);
        if (alert.logRecovery < logRecovery) {
            return Event.NOTHING;
        }
        alert.status = AlertState.Status.NONE;
        return Event.RECOVERED;
    }

    /** At a time without a block: an open alert of a stream that fell silent is over. */
    public Event quietAt(AlertState alert, int window) {
        if (alert.isOpen() && (long) window - alert.lastSeen >= vanishAfter) {
            alert.status = AlertState.Status.NONE;
            return Event.VANISHED;
        }
        return Event.NOTHING;
    }

    static void open(AlertState alert, int window, Finding finding) {
        alert.status = AlertState.Status.OPEN;
        alert.openedAt = window;
        alert.since = finding.start();
        alert.starts = null;
        alert.effect = (float) finding.effect();
        alert.logEvidence = (float) finding.logEvidence();
        alert.logRecovery = Float.NEGATIVE_INFINITY;
        alert.confirmations = 0;
        alert.before = finding.since();
        alert.after = Expected.NONE;
    }
}
