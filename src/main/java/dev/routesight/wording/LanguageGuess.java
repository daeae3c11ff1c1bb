package dev.routesight.wording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Guesses a language from script and known words, when an event does not say it. */
final class LanguageGuess {
    private static final int LOOKED = 60;
    private static final int FUNCTION_WORD = 3;
    private static final int CUE_WORD = 1;
    private final List<String> languages;

    /** Of a word the languages that know it, each followed by the weight of that. */
    private final Map<String, byte[]> known = new HashMap<>();

    LanguageGuess(CueLexicons lexicons) {
        languages = new ArrayList<>(lexicons.all().keySet());
        for (int i = 0; i < languages.size(); i++) {
            CueLexicon lexicon = lexicons.of(languages.get(i));
            byte language = (byte) i;
            lexicon.vocabulary()
                    .forEach(
                            (word, symbol) -> {
                                boolean function = lexicon.isFunctionWord(symbol);
                                byte weight = (byte) (function ? FUNCTION_WORD : CUE_WORD);
                                known.merge(
                                        word, new byte[] {language, weight}, LanguageGuess::joined);
                            });
        }
    }

    /** ISO 639-1 code, or empty when nothing speaks for any language. */
    String of(Words words) {
        int looked = Math.min(words.size(), LOOKED);
        int[] scores = new int[languages.size()];
        boolean han = false;
        boolean arabic = false;
        boolean cyrillic = false;
        for (int i = 0; i < looked; i++) {
            String word = words.words()[i];
            char c = word.charAt(0);
            if (c < 0x370) {
                byte[] weights = words.known(i) ? known.get(word) : null;
                for (int k = 0; weights != null && k < weights.length; k += 2) {
                    scores[weights[k]] += weights[k + 1] * Math.min(6, word.length() + 1);
                }
            } else if (c >= 0x3040 && c <= 0x30FF) {
                return "ja";
            } else if (c >= 0xAC00 && c <= 0xD7A3) {
                return "ko";
            } else if (c >= 0x0900 && c <= 0x097F) {
                return "hi";
            } else if (c >= 0x0600 && c <= 0x06FF) {
                if (hasAny(word, "\u067E\u0686\u0698\u06AF\u06A9\u06CC\u06D2\u0679")) {
                    return "";
                }
                arabic = true;
            } else if (c >= 0x0400 && c <= 0x04FF) {
                if (hasAny(word, "\u0456\u0454\u0491\u0458\u0459\u045A\u0452\u045B")) {
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

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static boolean hasAny(String word, String letters) {
        for (int i = 0; i < word.length(); i++) {
            if (letters.indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }
}
