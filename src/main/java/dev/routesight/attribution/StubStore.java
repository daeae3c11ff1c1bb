package dev.routesight.attribution;

/** Decisions of a session that have passed their largest horizon, by id. */
public interface StubStore {

    /** The decision's stub, or null. */
    DecisionStub get(String decisionId);

    /** Keeps a stub, in place of an older one of the same id. */
    void put(String decisionId, DecisionStub stub);

    /**
     * Forgets the stubs of decisions before {@code ts}; returns the earliest time among those kept,
     * or Long.MAX_VALUE.
     */
    long forgetBefore(long ts);
}
