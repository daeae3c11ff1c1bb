package dev.routesight.wording;

/**
 * What two turns share, in content words.
 *
 * @param same words in both
 * @param alike words of the one that are a form or misspelling of one of the other
 * @param gone words of the earlier turn only
 * @param added words of the later turn only
 * @param entityGone a name or number is among those gone
 * @param entityAdded a name or number is among those added
 * @param sameStart the first three words are the same
 * @param sameEnd the last three words are the same
 */
record Overlap(
        int same,
        int alike,
        int gone,
        int added,
        boolean entityGone,
        boolean entityAdded,
        boolean sameStart,
        boolean sameEnd) {
    static final Overlap NONE = new Overlap(0, 0, 0, 0, false, false, false, false);

    /**
     * Of the first {@code aSize} words of one turn's sketch, at most 31, and {@code bSize} of
     * another's.
     */
    static Overlap of(int[] a, int aSize, int[] b, int bSize, boolean sameStart, boolean sameEnd) {
        int usedA = 0;
        int usedB = 0;
        int j = 0;
        for (int i = 0; i < aSize; i++) {
            while (j < bSize && Sketch.hash(b, j) < Sketch.hash(a, i)) {
                j++;
            }
            if (j < bSize && Sketch.hash(b, j) == Sketch.hash(a, i)) {
                usedA |= 1 << i;
                usedB |= 1 << j;
            }
        }
        int same = Integer.bitCount(usedA);
        int alike = 0;
        boolean entityGone = false;
        for (int i = 0; i < aSize; i++) {
            if ((usedA >>> i & 1) != 0) {
                continue;
            }
            int match = match(a, i, b, bSize, usedB);
            if (match >= 0) {
                usedB |= 1 << match;
                alike++;
            } else {
                entityGone |= Stem.isEntity(Sketch.beginning(a, i));
            }
        }
        boolean entityAdded = false;
        for (int i = 0; i < bSize; i++) {
            entityAdded |= (usedB >>> i & 1) == 0 && Stem.isEntity(Sketch.beginning(b, i));
        }
        int gone = aSize - same - alike;
        int added = bSize - same - alike;
        return new Overlap(same, alike, gone, added, entityGone, entityAdded, sameStart, sameEnd);
    }

    private static int match(int[] a, int i, int[] b, int bSize, int used) {
        int beginning = Sketch.beginning(a, i);
        int letters = Sketch.letters(a, i);
        for (int k = 0; k < bSize; k++) {
            if ((used >>> k & 1) == 0
                    && Stem.alike(
                            beginning, letters, Sketch.beginning(b, k), Sketch.letters(b, k))) {
                return k;
            }
        }
        return -1;
    }

    int shared() {
        return same + alike;
    }

    /** Shared words among all of both, in [0, 1]; words alike count less. */
    double share() {
        int all = same + alike + gone + added;
        return all == 0 ? 0 : (same + 0.9 * alike) / all;
    }

    /** Words went and others came. */
    boolean substituted() {
        return gone > 0 && added > 0;
    }
}
