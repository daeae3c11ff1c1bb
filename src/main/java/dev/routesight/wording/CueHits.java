package dev.routesight.wording;

import java.util.Arrays;

/** The cues found in one message, in order of their beginning, and where leading ones may begin. */
final class CueHits implements PhraseNet.Hits {
    private static final int MOST = 160;
    private static final int[] NO_COVERS = {};
    private final Words words;
    private final boolean[] filled;
    private final boolean[] leads;
    private CueClass[] cues = new CueClass[8];
    private short[] from = new short[8];
    private short[] to = new short[8];
    private int[] covers = NO_COVERS;
    private int coverCount;
    private int size;

    CueHits(Words words) {
        this.words = words;
        this.filled = new boolean[words.size()];
        this.leads = new boolean[words.size() + 1];
    }

    @Override
    public boolean leadsAt(int word) {
        leads[word] =
                words.opens(word) || word > 0 && leads[word - 1] && filled[word - 1] || word == 0;
        return leads[word];
    }

    @Override
    public void hit(CueClass cue, int begin, int end) {
        if (cue.fills()) {
            Arrays.fill(filled, begin, end, true);
            for (int i = begin + 1; i < end; i++) {
                leads[i] |= leads[begin];
            }
        }
        if (size == MOST) {
            return;
        }
        if (size == cues.length) {
            cues = Arrays.copyOf(cues, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
        }
        if (cue == CueClass.NEUTRAL || cue.fills() && end - begin > 1) {
            if (coverCount == covers.length) {
                covers = Arrays.copyOf(covers, 2 * coverCount + 4);
            }
            covers[coverCount++] = size;
        }
        cues[size] = cue;
        from[size] = (short) begin;
        to[size++] = (short) end;
    }

    int size() {
        return size;
    }

    CueClass cue(int i) {
        return cues[i];
    }

    int from(int i) {
        return from[i];
    }

    int to(int i) {
        return to[i];
    }

    boolean leads(int i) {
        return leads[from[i]];
    }

    /** A neutral phrase touches hit {@code i} and is no shorter, or a longer filler holds it. */
    boolean isNeutral(int i) {
        if (cues[i] == CueClass.NEUTRAL) {
            return false;
        }
        int length = to[i] - from[i];
        for (int n = 0; n < coverCount; n++) {
            int k = covers[n];
            int other = to[k] - from[k];
            boolean neutral =
                    cues[k] == CueClass.NEUTRAL
                            && to[k] > from[i]
                            && from[k] < to[i]
                            && length <= other;
            boolean held =
                    cues[k].fills() && length < other && from[k] <= from[i] && to[k] >= to[i];
            if (neutral || held) {
                return true;
            }
        }
        return false;
    }
}
