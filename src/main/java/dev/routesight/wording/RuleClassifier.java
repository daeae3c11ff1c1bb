package dev.routesight.wording;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Weighs cues and structure by fixed, readable weights; similarity decides rephrases. */
final class RuleClassifier implements TurnClassifier {
    private static final int LOOKED_FOR_CUES = 60;
    private static final TextFeatures UNKNOWN = new TextFeatures("", 0, 0, 0L, 0, 0L, new int[0]);
    private final CueLexicons lexicons;
    private final LanguageGuess guess;
    private final WordReader reader;

    RuleClassifier(CueLexicons lexicons, int maxCharacters) {
        this.lexicons = lexicons;
        this.guess = new LanguageGuess(lexicons);
        this.reader = new WordReader(maxCharacters);
    }

    @Override
    public TextFeatures describeTurn(String text, String language) {
        if (text == null) {
            return UNKNOWN;
        }
        Words words = reader.read(text);
        return describe(words, language(words.words(), language), false);
    }

    @Override
    public TextFeatures describeAnswer(String text, String language) {
        if (text == null) {
            return UNKNOWN;
        }
        Words words = reader.read(text);
        return describe(words, language(words.words(), language), true);
    }

    private String language(List<String> words, String told) {
        if (told == null || told.isEmpty()) {
            return guess.of(words);
        }
        String code = told.toLowerCase(Locale.ROOT);
        return code.length() > 2 && (code.charAt(2) == '-' || code.charAt(2) == '_')
                ? code.substring(0, 2)
                : code;
    }

    private TextFeatures describe(Words read, String language, boolean answer) {
        List<String> words = read.words();
        CueLexicon lexicon = lexicons.of(language);
        int limit = answer ? words.size() : Math.min(words.size(), LOOKED_FOR_CUES);
        BitSet neutral = new BitSet();
        BitSet filler = new BitSet();
        lexicon.phrases()
                .find(
                        words,
                        limit,
                        (cue, from, to) -> {
                            if (cue == CueClass.NEUTRAL) {
                                neutral.set(from, to);
                            } else if (cue == CueClass.FILLER
                                    || cue == CueClass.NEGATION
                                    || cue == CueClass.THANKS
                                    || cue == CueClass.APOLOGY
                                    || cue == CueClass.AFFIRMATION
                                    || cue == CueClass.CURSE) {
                                filler.set(from, to);
                            }
                        });
        boolean[] leads = new boolean[words.size()];
        for (int i = 0; i < leads.length; i++) {
            leads[i] = read.opens()[i] || (leads[i - 1] && filler.get(i - 1));
        }
        long[] cues = new long[1];
        boolean[] lastAsks = new boolean[2];
        lexicon.phrases()
                .find(
                        words,
                        limit,
                        (cue, from, to) -> {
                            int clear = neutral.nextSetBit(from);
                            if (cue != CueClass.NEUTRAL && clear >= 0 && clear < to) {
                                return;
                            }
                            cues[0] |= cue.bit() | (leads[from] ? cue.leadBit() : 0);
                            if (leads[from] && from >= read.lastOpen()) {
                                lastAsks[0] |= cue == CueClass.QUESTION_WORD;
                                lastAsks[1] |= cue == CueClass.POLAR_OPENER;
                            }
                        });
        long shape = read.asks() || lastAsks[0] || lastAsks[1] ? Trait.ASKS.bit() : 0;
        shape |= lastAsks[1] ? Trait.ASKS_YES_NO.bit() : 0;
        shape |= read.truncated() ? Trait.TRUNCATED.bit() : 0;
        shape |= read.code() ? Trait.HAS_CODE.bit() : 0;
        return new TextFeatures(
                language,
                words.size(),
                read.characters(),
                cues[0],
                strength(cues[0]),
                shape,
                Sketch.of(words, lexicon));
    }

    private static int strength(long cues) {
        int sum = 0;
        for (CueClass cue : CueClass.values()) {
            if ((cues & cue.leadBit()) != 0) {
                sum += cue.lead();
            } else if ((cues & cue.bit()) != 0) {
                sum += cue.inside();
            }
        }
        return sum;
    }

    @Override
    public Verdict classify(
            TextFeatures previousTurn, TextFeatures previousAnswer, TextFeatures turn) {
        if (turn == null || turn.tokens() == 0) {
            return new Verdict(Verdict.NONE, "no-words", 0, turn == null ? "" : turn.language());
        }
        double score = turn.cueStrength() / 1000.0;
        boolean answerKnown = previousAnswer != null && previousAnswer.tokens() > 0;
        boolean asked = answerKnown && (previousAnswer.shape() & Trait.ASKS.bit()) != 0;
        if ((turn.cues() & CueClass.NEGATION.leadBit()) != 0) {
            score += asked ? -0.35 : answerKnown && turn.tokens() <= 30 ? 0.2 : 0;
        }
        if (asked && (turn.cues() & CueClass.RESTATED.bit()) != 0) {
            score -= 0.2;
        }
        if (turn.tokens() > 25) {
            score -= Math.min(0.35, (turn.tokens() - 25) * 0.01);
        }
        if ((turn.cues() & CueClass.CURSE.leadBit()) != 0 && turn.tokens() <= 3) {
            score += 0.3;
        }
        boolean clarify = (turn.cues() & CueClass.CLARIFY.leadBit()) != 0;
        boolean bareWhat =
                turn.tokens() == 1
                        && (turn.cues() & CueClass.QUESTION_WORD.leadBit()) != 0
                        && (turn.shape() & Trait.ASKS.bit()) != 0
                        && answerKnown;
        if (clarify && turn.tokens() <= 8) {
            score += 0.35;
        }
        if (bareWhat) {
            return new Verdict(Verdict.CORRECTION, CueClass.CLARIFY.rule(), 0.55, turn.language());
        }
        if (score >= 0.5) {
            double confidence = Math.min(0.99, 0.5 + (score - 0.5) * 0.6);
            return new Verdict(Verdict.CORRECTION, rule(turn.cues()), confidence, turn.language());
        }
        return Rephrase.verdict(previousTurn, turn, score, asked);
    }

    private static String rule(long cues) {
        CueClass best = CueClass.NEGATION;
        int most = 0;
        for (CueClass cue : CueClass.values()) {
            int weight =
                    (cues & cue.leadBit()) != 0
                            ? cue.lead()
                            : (cues & cue.bit()) != 0 ? cue.inside() : 0;
            if (weight > most) {
                most = weight;
                best = cue;
            }
        }
        return best.rule();
    }
}
