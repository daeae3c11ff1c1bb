package dev.routesight.wording;

import java.util.List;

/** Guesses a language from script and known words, when an event does not say it. */
final class LanguageGuess {
    private static final int LOOKED = 60;
    private final List<String> languages;
    private final Vocabulary vocabulary;

    LanguageGuess(CueLexicons lexicons) {
        languages = List.copyOf(lexicons.all().keySet());
        vocabulary = lexicons.vocabulary();
    }

    /** ISO 639-1 code, or empty when nothing speaks for any language. */
    String of(Words words) {
        int looked = Math.min(words.size(), LOOKED);
        int[] scores = new int[languages.size()];
        boolean han = false;
        boolean arabic = false;
        boolean cyrillic = false;
        for (int i = 0; i < looked; i++) {
            char c = words.first(i);
            if (c < 0x370) {
                int word = words.known(i);
                if (word != Vocabulary.UNKNOWN) {
                    vocabulary.addLanguages(word, Math.min(6, words.length(i) + 1), scores);
                }
            } else if (c >= 0x3040 && c <= 0x30FF) {
                return "ja";
            } else if (c >= 0xAC00 && c <= 0xD7A3) {
                return "ko";
            } else if (c >= 0x0900 && c <= 0x097F) {
                return "hi";
            } else if (c >= 0x0600 && c <= 0x06FF) {
                if (words.hasAny(i, "\u067E\u0686\u0698\u06AF\u06A9\u06CC\u06D2\u0679")) {
                    return "";
                }
                arabic = true;
            } else if (c >= 0x0400 && c <= 0x04FF) {
                if (words.hasAny(i, "\u0456\u0454\u0491\u0458\u0459\u045A\u0452\u045B")) {
                    return "";
                }
                cyrillic = true;
            } else {
                han |= c >= 0x3400 && c <= 0x9FFF;
            }
        }
        if (arabic || cyrillic || han) {
            return arabic ? "ar" : cyrillic ? "ru" : "zh";
        }
        int best = -1;
        for (int k = 0; k < scores.length; k++) {
            best = scores[k] > (best < 0 ? 0 : scores[best]) ? k : best;
        }
        return best < 0 ? "" : languages.get(best);
    }
}
