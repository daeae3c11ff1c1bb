package dev.routesight.wording;

import java.util.Locale;

/** Makes the fixed-size description of a message: language, cues, shape and sketch. */
final class Describe {
    private static final int LOOKED_FOR_CUES = 60;
    private static final int NEGATED_WITHIN = 6;
    private final CueLexicons lexicons;
    private final LanguageGuess guess;
    private final WordReader reader;

    Describe(CueLexicons lexicons, int maxCharacters) {
        this.lexicons = lexicons;
        this.guess = new LanguageGuess(lexicons);
        this.reader = new WordReader(maxCharacters, lexicons.vocabulary());
    }

    TextFeatures turn(String text, String told) {
        Words words = reader.read(text);
        String language = language(words, told);
        CueLexicon lexicon = lexicons.of(language);
        int[] numbers = numbers(words, lexicon);
        CueHits hits = new CueHits(words);
        int looked = Math.min(words.size(), LOOKED_FOR_CUES);
        lexicon.phrases().find(words, numbers, 0, looked, hits);
        int[] negated = new int[Sketch.NEGATED];
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
                negatedCount = negated(words, numbers, lexicon, hits, i, negated, negatedCount);
                if (negatedCount == before) {
                    continue;
                }
                lead |= words.ends(hits.from(i)) || cue == CueClass.CONTRAST_AFTER;
                twoSided |= isTwoSided(words, hits, i);
            }
            cues |= cue.bit() | (lead ? cue.leadBit() : 0);
        }
        ContentWords content = ContentWords.of(words, numbers, lexicon);
        return new TextFeatures(
                language,
                words.size(),
                words.characters(),
                cues,
                strength(cues),
                shape(words, asks(words, hits)) | (twoSided ? Trait.TWO_SIDED.bit() : 0),
                Sketch.ofTurn(words, content, negated, negatedCount));
    }

    /** Of an answer only its last words are read for what it asked. */
    TextFeatures answer(String text, String told) {
        Words words = reader.read(text);
        String language = language(words, told);
        CueLexicon lexicon = lexicons.of(language);
        int[] numbers = numbers(words, lexicon);
        CueHits hits = new CueHits(words);
        int from = Math.max(0, Math.min(words.size() - LOOKED_FOR_CUES, words.lastOpen()));
        lexicon.phrases().find(words, numbers, from, words.size(), hits);
        long cues = 0;
        for (int i = 0; i < hits.size(); i++) {
            cues |= hits.cue(i).bit() | (hits.leads(i) ? hits.cue(i).leadBit() : 0);
        }
        return new TextFeatures(
                language,
                words.size(),
                words.characters(),
                cues,
                0,
                shape(words, asks(words, hits)),
                Sketch.ofAnswer(words, numbers, lexicon));
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

    private static int[] numbers(Words words, CueLexicon lexicon) {
        int[] numbers = new int[words.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = lexicon.symbol(words.known()[i]);
        }
        return numbers;
    }

    /** Adds the hashes of the content words next to a negation, in its clause. */
    private static int negated(
            Words words,
            int[] numbers,
            CueLexicon lexicon,
            CueHits hits,
            int hit,
            int[] negated,
            int count) {
        int step = hits.cue(hit) == CueClass.CONTRAST ? 1 : -1;
        int at = step > 0 ? hits.to(hit) : hits.from(hit) - 1;
        int found = 0;
        for (int k = 0; k < NEGATED_WITHIN && found < 2 && count < negated.length; k++) {
            if (at < 0 || at >= words.size() || step > 0 && k > 0 && words.ends(at)) {
                break;
            }
            if (!lexicon.isFunctionWord(numbers[at])) {
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
    private static boolean isTwoSided(Words words, CueHits hits, int hit) {
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

    private static long asks(Words words, CueHits hits) {
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
        for (int hit = (int) (cues | cues >>> 32); hit != 0; hit &= hit - 1) {
            sum += CueClass.VALUES[Integer.numberOfTrailingZeros(hit)].weightIn(cues);
        }
        return sum;
    }

    static final TextFeatures UNKNOWN = new TextFeatures("", 0, 0, 0L, 0, 0L, new int[0]);
}
