package dev.routesight.wording;

import java.util.List;

/** Guesses a language from script and function words, when an event does not say it. */
final class LanguageGuess {
    private static final int CUES_LOOKED_AT = 12;
    private final CueLexicons lexicons;

    LanguageGuess(CueLexicons lexicons) {
        this.lexicons = lexicons;
    }

    /** ISO 639-1 code, or empty when nothing speaks for any language. */
    String of(List<String> words) {
        int looked = Math.min(words.size(), 60);
        boolean han = false;
        for (int i = 0; i < looked; i++) {
            int c = words.get(i).codePointAt(0);
            if (c >= 0x3040 && c <= 0x30FF) {
                return "ja";
            }
            if (c >= 0xAC00 && c <= 0xD7A3) {
                return "ko";
            }
            if (c >= 0x0900 && c <= 0x097F) {
                return "hi";
            }
            if (c >= 0x0600 && c <= 0x06FF) {
                return "ar";
            }
            if (c >= 0x0400 && c <= 0x04FF) {
                return "ru";
            }
            han |= Character.isIdeographic(c);
        }
        if (han) {
            return "zh";
        }
        String best = "";
        int most = 0;
        for (var entry : lexicons.all().entrySet()) {
            int hits = 0;
            for (int i = 0; i < looked; i++) {
                hits += entry.getValue().isFunctionWord(words.get(i)) ? 2 : 0;
            }
            int[] letters = new int[1];
            entry.getValue()
                    .phrases()
                    .find(
                            words,
                            CUES_LOOKED_AT,
                            (c, from, to) -> letters[0] += letters(words, from, to));
            hits += letters[0];
            if (hits > most) {
                most = hits;
                best = entry.getKey();
            }
        }
        return best;
    }

    private static int letters(List<String> words, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += words.get(i).length();
        }
        return sum;
    }
}
