package dev.routesight.drift;

import java.nio.ByteBuffer;

/** The life of one stream's alert, as kept between blocks: 2 bytes without one. Mutable. */
public final class AlertState {
    private static final int NONE_BYTES = 11;
    private static final int OPEN_BYTES = NONE_BYTES + 8 * Integer.BYTES;

    private static final int NO_SET = Integer.MIN_VALUE;

    /** How far an alert is in its life. */
    public enum Status {
        /** There was none yet, or the last one is over. */
        NONE,
        OPEN
    }

    Status status = Status.NONE;

    /** Window of the alert, and the estimated first window of the change. */
    int openedAt;

    int since;

    /** The confidence set of the start, in days; null where none was asked for. */
    ChangePoint starts;

    /** Log odds ratio of the component that led when it opened, and log R then. */
    float effect;

    float logEvidence;

    /** log of the evidence that it is over. */
    float logRecovery = Float.NEGATIVE_INFINITY;

    /** How often the threshold was passed again while open. */
    int confirmations;

    /** What happened from the estimated start to the alert, and in the windows after the alert. */
    Expected before = Expected.NONE;

    Expected after = Expected.NONE;

    /** The last window with decisions. */
    int lastSeen = Integer.MIN_VALUE;

    public Status status() {
        return status;
    }

    public boolean isOpen() {
        return status == Status.OPEN;
    }

    public int openedAt() {
        return openedAt;
    }

    public int since() {
        return since;
    }

    public ChangePoint starts() {
        return starts;
    }

    public double effect() {
        return effect;
    }

    public double logEvidence() {
        return logEvidence;
    }

    public Direction direction() {
        return Direction.of(effect);
    }

    public int confirmations() {
        return confirmations;
    }

    /** What happened since the estimated start; picked, up to the alert, for looking bad. */
    public Expected sinceStart() {
        return before.plus(after);
    }

    /** What happened after the window of the alert. */
    public Expected sinceAlert() {
        return after;
    }

    public int lastSeen() {
        return lastSeen;
    }

    /** It as it is now; a later alert of the stream leaves the copy alone. */
    AlertState copy() {
        ByteBuffer bytes = ByteBuffer.allocate(most());
        write(bytes, 0);
        return read(bytes.flip(), 0);
    }

    /** At most so many bytes are written. */
    int most() {
        return isOpen() ? OPEN_BYTES + before.bytes() + after.bytes() : NONE_BYTES;
    }

    /** The last window is told by how far it lies before a base. */
    void write(ByteBuffer to, int base) {
        to.put((byte) status.ordinal());
        VarInts.putSigned(to, (long) base - lastSeen);
        if (isOpen()) {
            to.putInt(openedAt).putInt(since).putFloat(effect).putFloat(logEvidence);
            to.putFloat(logRecovery).putInt(confirmations);
            to.putInt(starts == null ? 0 : starts.earliest());
            to.putInt(starts == null ? NO_SET : starts.latest());
            before.write(to);
            after.write(to);
        }
    }

    static AlertState read(ByteBuffer from, int base) {
        AlertState state = new AlertState();
        state.status = Status.values()[from.get()];
        state.lastSeen = (int) (base - VarInts.getSigned(from));
        if (state.isOpen()) {
            state.openedAt = from.getInt();
            state.since = from.getInt();
            state.effect = from.getFloat();
            state.logEvidence = from.getFloat();
            state.logRecovery = from.getFloat();
            state.confirmations = from.getInt();
            int earliest = from.getInt();
            int latest = from.getInt();
            state.starts = latest == NO_SET ? null : new ChangePoint(earliest, latest);
            state.before = Expected.read(from);
            state.after = Expected.read(from);
        }
        return state;
    }
}
