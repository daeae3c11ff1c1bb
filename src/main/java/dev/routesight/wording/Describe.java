package dev.routesight.wording;

import java.util.Locale;

/**
 * Makes the fixed-size description of a message: language, cues, shape and sketch. Serves one
 * thread: each message takes the room of the one before, so that all that is looked at stays in the
 * cache.
 */
final class Describe {
    private static final int LOOKED_FOR_CUES = 60;
    private static final int NEGATED_WITHIN = 6;
    private final CueLexicons lexicons;
    private final LanguageGuess guess;
    private final WordReader reader;
    private final CueHits hits = new CueHits();
    private final ContentWords content = new ContentWords();
    private final int[] negated = new int[Sketch.NEGATED];

    Describe(CueLexicons lexicons, int maxCharacters) {
        this.lexicons = lexicons;
        this.guess = new LanguageGuess(lexicons);
        this.reader = new WordReader(maxCharacters, lexicons.vocabulary());
    }

    TextFeatures turn(String text, String told) {
        Words words = reader.read(text);
        String language = language(words, told);
        CueLexicon lexicon = lexicons.of(language);
        words.knowBy(lexicon);
        hits.begin(words);
        lexicon.phrases().find(words, 0, Math.min(words.size(), LOOKED_FOR_CUES), hits);
        int negatedCount = 0;
        boolean twoSided = false;
        long cues = 0;
        for (int i = 0; i < hits.size(); i++) {
            CueClass cue = hits.cue(i);
            if (hits.isNeutral(i)) {
                continue;
            }
            boolean lead = hits.leads(i);
            if (cue == CueClass.CLARIFY) {
                lead &= isInFirstSentence(words, hits.from(i));
            }
            if (cue == CueClass.CONTRAST || cue == CueClass.CONTRAST_AFTER) {
                int before = negatedCount;
                negatedCount = negated(words, lexicon, i, negatedCount);
                if (negatedCount == before) {
                    continue;
                }
                lead |= words.ends(hits.from(i)) || cue == CueClass.CONTRAST_AFTER;
                twoSided |= isTwoSided(words, i);
            }
            cues |= cue.bit() | (lead ? cue.leadBit() : 0);
        }
        content.begin(words, lexicon);
        content.sort();
        return new TextFeatures(
                language,
                words.size(),
                words.characters(),
                cues,
                strength(cues),
                shape(words, asks(words)) | (twoSided ? Trait.TWO_SIDED.bit() : 0),
                Sketch.ofTurn(words, content, negated, negatedCount));
    }

    /** Of an answer only its last words are read for what it asked. */
    TextFeatures answer(String text, String told) {
        Words words = reader.read(text);
        String language = language(words, told);
        CueLexicon lexicon = lexicons.of(language);
        words.knowBy(lexicon);
        hits.begin(words);
        int from = Math.max(0, Math.min(words.size() - LOOKED_FOR_CUES, words.lastOpen()));
        lexicon.phrases().find(words, from, words.size(), hits);
        long cues = 0;
        for (int i = 0; i < hits.size(); i++) {
            cues |= hits.cue(i).bit() | (hits.leads(i) ? hits.cue(i).leadBit() : 0);
        }
        content.begin(words, lexicon);
        return new TextFeatures(
                language,
                words.size(),
                words.characters(),
                cues,
                0,
                shape(words, asks(words)),
                Sketch.ofAnswer(words, content));
    }

    private String language(Words words, String told) {
        if (told == null || told.isEmpty()) {
            return guess.of(words);
        }
        String code = told.toLowerCase(Locale.ROOT);
        return code.length() > 2 && (code.charAt(2) == '-' || code.charAt(2) == '_')
                ? code.substring(0, 2)
                : code;
    }

    /** Adds the hashes of the content words next to a negation, in its clause. */
    private int negated(Words words, CueLexicon lexicon, int hit, int before) {
        int count = before;
        int step = hits.cue(hit) == CueClass.CONTRAST ? 1 : -1;
        int at = step > 0 ? hits.to(hit) : hits.from(hit) - 1;
        int found = 0;
        for (int k = 0; k < NEGATED_WITHIN && found < 2 && count < negated.length; k++) {
            if (at < 0 || at >= words.size() || step > 0 && k > 0 && words.ends(at)) {
                break;
            }
            if (!lexicon.isFunctionWord(words.symbol(at))) {
                negated[count++] = ContentWords.hashAt(words, at);
                found++;
            }
            if (step < 0 && words.ends(at)) {
                break;
            }
            at += step;
        }
        return count;
    }

    /** "Not the year, the height" or, in few words, "the height, not the year". */
    private boolean isTwoSided(Words words, int hit) {
        if (hits.cue(hit) == CueClass.CONTRAST_AFTER) {
            return isInFirstSentence(words, hits.from(hit)) && hits.to(hit) < words.size();
        }
        boolean more = false;
        for (int i = hits.to(hit) + 1; i < words.size(); i++) {
            more |= words.ends(i);
        }
        boolean last = words.ends(hits.from(hit)) && words.size() <= 6;
        return hits.from(hit) == 0 && more || last && hits.from(hit) > 0;
    }

    private static boolean isInFirstSentence(Words words, int at) {
        for (int i = at; i > 0; i--) {
            if (words.opens(i)) {
                return false;
            }
        }
        return true;
    }

    private long asks(Words words) {
        boolean open = false;
        boolean polar = false;
        boolean offers = false;
        for (int i = 0; i < hits.size(); i++) {
            if (hits.leads(i) && hits.from(i) >= words.lastOpen()) {
                open |= hits.cue(i) == CueClass.QUESTION_WORD;
                polar |= hits.cue(i) == CueClass.POLAR_OPENER;
            }
            offers |= hits.cue(i) == CueClass.OFFER && hits.from(i) >= words.lastOpen();
        }
        return (words.asks() || open || polar ? Trait.ASKS.bit() : 0)
                | (polar ? Trait.ASKS_YES_NO.bit() : 0)
                | (offers ? Trait.OFFERS.bit() : 0);
    }

    private static long shape(Words words, long asks) {
        return asks
                | (words.truncated() ? Trait.TRUNCATED.bit() : 0)
                | (words.code() ? Trait.HAS_CODE.bit() : 0);
    }

    private static int strength(long cues) {
        int sum = 0;
        for (int hit = CueClass.hits(cues); hit != 0; hit &= hit - 1) {
            sum += CueClass.first(hit).weightIn(cues);
        }
        return sum;
    }

    static final TextFeatures UNKNOWN = new TextFeatures("", 0, 0, 0L, 0, 0L, new int[0]);
}
