package dev.routesight.wording;

/**
 * What speaks for and against a turn's turning the answer down, summed over named features.
 *
 * @param score a correction from 0.5 on
 * @param strongest the rule whose feature weighs most
 * @param asked the answer ended in a question of its own
 * @param offered that question was a closing offer
 */
record Evidence(double score, String strongest, boolean asked, boolean offered) {
    private static final int SHORT = 10;
    private static final int LONG = 25;

    /**
     * @param overlap of the turn with the one before
     */
    static Evidence of(
            TextFeatures before, TextFeatures answer, TextFeatures turn, Overlap overlap) {
        boolean known = answer != null && answer.tokens() > 0;
        boolean asked = known && has(answer, Trait.ASKS);
        Sum sum = new Sum();
        for (int hit = CueClass.hits(turn.cues()); hit != 0; hit &= hit - 1) {
            CueClass cue = CueClass.first(hit);
            sum.add(cue.rule(), cue.weightIn(turn.cues()) / 1000.0);
        }
        if (asked) {
            asAnAnswer(turn, has(answer, Trait.OFFERS), sum);
        } else {
            if (known && leads(turn, CueClass.NEGATION) && turn.tokens() <= 30) {
                sum.add(CueClass.NEGATION.rule(), 0.2);
            }
            contrast(before, answer, turn, overlap, sum);
            if (!known && leads(turn, CueClass.NEGATION) && any(turn, CueClass.CONTRAST)) {
                sum.add("answer", -0.2);
            }
            if (any(turn, CueClass.SWITCH) && overlap.shared() >= 2 && !has(turn, Trait.ASKS)) {
                sum.add(CueClass.SWITCH.rule(), 0.35);
            }
        }
        if (leads(turn, CueClass.CLARIFY) && turn.tokens() <= 20) {
            sum.add(CueClass.CLARIFY.rule(), turn.tokens() <= 8 ? 0.35 : 0.22);
        }
        if (turn.tokens() > LONG) {
            sum.add("long", -Math.min(0.35, (turn.tokens() - LONG) * 0.01));
        }
        if (leads(turn, CueClass.CURSE) && turn.tokens() <= 3) {
            sum.add(CueClass.CURSE.rule(), 0.3);
        }
        boolean settled =
                leads(turn, CueClass.CLARIFY)
                        || any(turn, CueClass.BAFFLEMENT)
                        || leads(turn, CueClass.NEGATION);
        if (has(turn, Trait.ASKS) && leads(turn, CueClass.QUESTION_WORD) && !settled) {
            sum.add("question", -0.15);
        }
        return new Evidence(sum.score, sum.rule, asked, asked && has(answer, Trait.OFFERS));
    }

    /**
     * To the assistant's own question "no", "I meant the animal", "not Friday" are answers; to its
     * closing offer ("anything else?") only "no" is.
     */
    private static void asAnAnswer(TextFeatures turn, boolean offered, Sum sum) {
        boolean no = leads(turn, CueClass.NEGATION);
        if (no) {
            sum.add("answer", -0.35);
        }
        if (offered) {
            return;
        }
        if (any(turn, CueClass.REPAIR)) {
            sum.add("answer", -0.6);
        }
        if (any(turn, CueClass.RESTATED)) {
            sum.add("answer", -0.3);
        }
        if (no && any(turn, CueClass.DENIAL)) {
            sum.add("answer", -0.5);
        }
        if (any(turn, CueClass.CONTRAST) || any(turn, CueClass.CONTRAST_AFTER)) {
            sum.add("answer", -0.3);
        }
    }

    /** "a table, not a chart": what is negated was in the answer, or the rest was asked for. */
    private static void contrast(
            TextFeatures before, TextFeatures answer, TextFeatures turn, Overlap overlap, Sum sum) {
        if (!any(turn, CueClass.CONTRAST) && !any(turn, CueClass.CONTRAST_AFTER)) {
            return;
        }
        int[] sketch = turn.sketch();
        double more = 0;
        if (answer != null && Sketch.negatedIn(sketch, answer.sketch()) > 0) {
            more += 0.35;
        } else if (before != null && Sketch.negatedIn(sketch, before.sketch()) > 0) {
            more += 0.1;
        }
        if (overlap.shared() > 0 && turn.tokens() <= SHORT) {
            more += turn.tokens() <= SHORT / 2 ? 0.35 : 0.25;
        }
        boolean known = answer != null && answer.tokens() > 0;
        if (known && has(turn, Trait.TWO_SIDED) && turn.tokens() <= 2 * SHORT) {
            more += 0.2;
        }
        double own =
                (CueClass.CONTRAST.weightIn(turn.cues())
                                + CueClass.CONTRAST_AFTER.weightIn(turn.cues()))
                        / 1000.0;
        if (has(turn, Trait.ASKS)) {
            more = -own;
        } else if (turn.tokens() > 15) {
            more -= Math.min(0.2, more + own);
        }
        sum.add(CueClass.CONTRAST.rule(), more);
    }

    private static boolean leads(TextFeatures turn, CueClass cue) {
        return (turn.cues() & cue.leadBit()) != 0;
    }

    private static boolean any(TextFeatures turn, CueClass cue) {
        return (turn.cues() & cue.bit()) != 0;
    }

    private static boolean has(TextFeatures message, Trait trait) {
        return (message.shape() & trait.bit()) != 0;
    }

    private static final class Sum {
        double score;
        String rule = CueClass.NEGATION.rule();
        private double most;

        void add(String name, double weight) {
            score += weight;
            if (weight > most) {
                most = weight;
                rule = name;
            }
        }
    }
}
