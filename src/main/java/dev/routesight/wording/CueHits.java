package dev.routesight.wording;

import java.util.Arrays;

/**
 * The cues found in one message, in order of their beginning, and where leading ones may begin. The
 * next message takes the same room.
 */
final class CueHits implements PhraseNet.Hits {
    private static final int MOST = 160;
    private final CueClass[] cues = new CueClass[MOST];
    private final short[] from = new short[MOST];
    private final short[] to = new short[MOST];
    private final short[] covers = new short[MOST];
    private boolean[] filled = {};
    private boolean[] leads = {};
    private Words words;
    private int coverCount;
    private int size;

    /** Begins a message. */
    void begin(Words message) {
        words = message;
        size = 0;
        coverCount = 0;
        if (leads.length <= words.size()) {
            filled = new boolean[2 * words.size() + 1];
            leads = new boolean[filled.length];
        } else {
            Arrays.fill(filled, 0, words.size(), false);
            Arrays.fill(leads, 0, words.size() + 1, false);
        }
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
        if (cue == CueClass.NEUTRAL || cue.fills() && end - begin > 1) {
            covers[coverCount++] = (short) size;
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
