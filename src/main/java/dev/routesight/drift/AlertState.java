package dev.routesight.drift;

import java.nio.ByteBuffer;

/** The life of one stream's alert, as kept between blocks: 41 bytes. Mutable. */
public final class AlertState {
    static final int BYTES = 41;

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

    /** Log odds ratio of the component that led when it opened. */
    float effect;

    /** log of the evidence that it is over. */
    float logRecovery = Float.NEGATIVE_INFINITY;

    /** How often the threshold was passed again while open. */
    int confirmations;

    /** Decisions and events since it opened, in the blocks after the alert. */
    long decisions;

    long events;

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

    public double effect() {
        return effect;
    }

    public Direction direction() {
        return Direction.of(effect);
    }

    public int confirmations() {
        return confirmations;
    }

    public long decisions() {
        return decisions;
    }

    public long events() {
        return events;
    }

    void write(ByteBuffer to) {
        to.put((byte) status.ordinal()).putInt(openedAt).putInt(since).putFloat(effect);
        to.putFloat(logRecovery).putInt(confirmations).putLong(decisions).putLong(events);
        to.putInt(lastSeen);
    }

    static AlertState read(ByteBuffer from) {
        AlertState state = new AlertState();
        state.status = Status.values()[from.get()];
        state.openedAt = from.getInt();
        state.since = from.getInt();
        state.effect = from.getFloat();
        state.logRecovery = from.getFloat();
        state.confirmations = from.getInt();
        state.decisions = from.getLong();
        state.events = from.getLong();
        state.lastSeen = from.getInt();
        return state;
    }
}
