package dev.routesight.attribution;

/** Stubs of a session that are too many for {@link SessionStubs}, by the hash of their ids. */
public interface StubStore {

    /** The decision's stub, or null. */
    DecisionStub get(long id);

    /** Keeps a stub, in place of an older one of the same id. */
    void put(long id, DecisionStub stub);

    /**
     * Forgets the stubs of decisions before {@code ts}; returns the earliest time among those kept,
     * or Long.MAX_VALUE.
     */
    long forgetBefore(long ts);

    /** Forgets all. */
    void clear();
}
