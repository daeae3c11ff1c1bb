package dev.routesight.control;

import dev.routesight.drift.VarInts;
import dev.routesight.stats.Estimate;
import dev.routesight.stats.Interval;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept of a cohort between periods: the sums of the last ones, the threshold that a person
 * approved, and the proposal that is followed. Mutable; {@link #toBytes} is what a checkpoint
 * holds.
 */
public final class ControlState {
    private static final byte VERSION = 1;
    private static final int FIXED = 256;

    /** Oldest first; all of them agree. */
    final List<PeriodBins> periods = new ArrayList<>();

    long lastPeriod = Long.MIN_VALUE;
    double current = Double.NaN;
    double approved = Double.NaN;

    /** Since the approved threshold. */
    int looks;

    double alphaSpent;

    /** Start of the period at whose end a change was proposed, and in which one was seen. */
    long proposedIn = Long.MIN_VALUE;

    long changedIn = Long.MIN_VALUE;
    boolean driftOpen;
    Proposal proposal = new Proposal();

    /** The proposal that is followed. */
    static final class Proposal {
        String state = FollowUp.NO_PROPOSAL;
        boolean rollback;
        double from = Double.NaN;
        double to = Double.NaN;
        long at;
        long adoptedIn;
        int looks;
        Estimate cost = Estimate.NONE;
        Estimate rejected = Estimate.NONE;

        boolean is(String other) {
            return state.equals(other);
        }
    }

    private static final List<String> STATES =
            List.of(
                    FollowUp.NO_PROPOSAL,
                    FollowUp.OPEN,
                    FollowUp.ADOPTED,
                    FollowUp.NOT_ADOPTED,
                    FollowUp.CHANGED_OTHERWISE);

    public static ControlState create() {
        return new ControlState();
    }

    /** Start of the last period taken in; the least long before the first. */
    public long lastPeriod() {
        return lastPeriod;
    }

    public byte[] toBytes() {
        List<byte[]> parts = periods.stream().map(PeriodBins::toBytes).toList();
        int size = FIXED + parts.stream().mapToInt(part -> part.length).sum();
        ByteBuffer to = ByteBuffer.allocate(size);
        to.put(VERSION).putLong(lastPeriod).putDouble(current).putDouble(approved);
        VarInts.put(to, looks);
        to.putDouble(alphaSpent).putLong(proposedIn).putLong(changedIn);
        to.put((byte) (driftOpen ? 1 : 0));
        to.put((byte) STATES.indexOf(proposal.state)).put((byte) (proposal.rollback ? 1 : 0));
        to.putDouble(proposal.from).putDouble(proposal.to);
        to.putLong(proposal.at).putLong(proposal.adoptedIn);
        VarInts.put(to, proposal.looks);
        put(to, proposal.cost);
        put(to, proposal.rejected);
        to.put((byte) parts.size());
        parts.forEach(to::put);
        return Arrays.copyOf(to.array(), to.position());
    }

    /**
     * @throws IllegalArgumentException for bytes of another version
     */
    public static ControlState fromBytes(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        byte version = from.get();
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    "state of a cohort's threshold has version " + version);
        }
        ControlState state = new ControlState();
        state.lastPeriod = from.getLong();
        state.current = from.getDouble();
        state.approved = from.getDouble();
        state.looks = (int) VarInts.get(from);
        state.alphaSpent = from.getDouble();
        state.proposedIn = from.getLong();
        state.changedIn = from.getLong();
        state.driftOpen = from.get() == 1;
        Proposal proposal = state.proposal;
        proposal.state = STATES.get(from.get());
        proposal.rollback = from.get() == 1;
        proposal.from = from.getDouble();
        proposal.to = from.getDouble();
        proposal.at = from.getLong();
        proposal.adoptedIn = from.getLong();
        proposal.looks = (int) VarInts.get(from);
        proposal.cost = estimate(from);
        proposal.rejected = estimate(from);
        int count = from.get();
        for (int i = 0; i < count; i++) {
            state.periods.add(PeriodBins.read(from));
        }
        return state;
    }

    private static void put(ByteBuffer to, Estimate estimate) {
        to.putDouble(estimate.value()).putDouble(estimate.standardError());
        to.putDouble(estimate.interval().low()).putDouble(estimate.interval().high());
    }

    private static Estimate estimate(ByteBuffer from) {
        return new Estimate(
                from.getDouble(),
                from.getDouble(),
                new Interval(from.getDouble(), from.getDouble()));
    }
}
