package dev.routesight.tally;

import dev.routesight.event.Hash64;
import java.util.HashSet;
import java.util.Set;

/**
 * Which cohorts of a cut and window keep rows of their own: those always kept, and of the others
 * the N with the smallest hashes. What it has let go never comes back, so the order in which
 * cohorts are seen does not matter. Mutable: it is kept in state.
 */
public final class CohortCap {
    /** The cohort that the rest merges into. */
    public static final String OTHER = "__other__";

    /** Cohorts with a place, those always kept left out. */
    public Set<String> kept = new HashSet<>();

    /** Whether all places are taken and some cohort has gone to {@link #OTHER}. */
    public boolean full;

    /** The largest hash among the kept (unsigned), once full. */
    public long largest;

    public CohortCap() {}

    /**
     * Sees a cohort.
     *
     * @return the cohort that loses its place by this: itself, another, or null
     */
    public String see(String cohort, Set<String> always, int places) {
        if (always.contains(cohort) || kept.contains(cohort)) {
            return null;
        }
        long hash = Hash64.of(cohort);
        if (full && Long.compareUnsigned(hash, largest) >= 0) {
            return cohort;
        }
        kept.add(cohort);
        if (kept.size() <= places) {
            return null;
        }
        full = true;
        String lost = withLargestHash();
        kept.remove(lost);
        largest = kept.isEmpty() ? 0 : Hash64.of(withLargestHash());
        return lost;
    }

    private String withLargestHash() {
        String found = null;
        for (String cohort : kept) {
            if (found == null || Long.compareUnsigned(Hash64.of(cohort), Hash64.of(found)) > 0) {
                found = cohort;
            }
        }
        return found;
    }
}
