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

    /** Of two lists of word triples, ascending by their first. */
    static Overlap of(int[] a, int[] b, boolean sameStart, boolean sameEnd) {
        boolean[] usedA = new boolean[a.length / 3];
        boolean[] usedB = new boolean[b.length / 3];
        int same = 0;
        int j = 0;
        for (int i = 0; i < usedA.length; i++) {
            while (j < usedB.length && b[3 * j] < a[3 * i]) {
                j++;
            }
            if (j < usedB.length && b[3 * j] == a[3 * i]) {
                usedA[i] = true;
                usedB[j] = true;
                same++;
            }
        }
        int alike = 0;
        int gone = 0;
        boolean entityGone = false;
        for (int i = 0; i < usedA.length; i++) {
            if (usedA[i]) {
                continue;
            }
            int match = match(a, i, b, usedB);
            if (match >= 0) {
                usedB[match] = true;
                alike++;
            } else {
                gone++;
                entityGone |= Stem.isEntity(a[3 * i + 1]);
            }
        }
        int added = 0;
        boolean entityAdded = false;
        for (int i = 0; i < usedB.length; i++) {
            if (!usedB[i]) {
                added++;
                entityAdded |= Stem.isEntity(b[3 * i + 1]);
            }
        }
        return new Overlap(same, alike, gone, added, entityGone, entityAdded, sameStart, sameEnd);
    }

    private static int match(int[] a, int i, int[] b, boolean[] used) {
        for (int k = 0; k < used.length; k++) {
            if (!used[k] && Stem.alike(a[3 * i + 1], a[3 * i + 2], b[3 * k + 1], b[3 * k + 2])) {
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
