package dev.routesight.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lexicons of all languages: those shipped, and the user's additions. */
final class CueLexicons {
    static final List<String> SHIPPED =
            List.of(
                    "en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "ko", "hi", "ar", "ru",
                    "tr");
    private final Map<String, CueLexicon> byLanguage = new LinkedHashMap<>();
    private final CueLexicon none = new CueLexicon();
    private Vocabulary vocabulary;

    /** The shipped lexicons with the user's added. */
    static CueLexicons load(CueFiles additions) {
        CueLexicons all = new CueLexicons();
        for (String language : SHIPPED) {
            String file = "conf/cues/" + language + ".yaml";
            try (InputStream in = CueLexicons.class.getResourceAsStream("/" + file)) {
                if (in == null) {
                    throw new IllegalStateException(file + " is missing from the class path");
                }
                String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                all.create(language).read(yaml, file);
            } catch (IOException e) {
                throw new UncheckedIOException(file, e);
            }
        }
        additions
                .yamlByLanguage()
                .forEach((language, yaml) -> all.create(language).read(yaml, language + ".yaml"));
        all.vocabulary = new Vocabulary(all.byLanguage.values());
        all.none.freeze(all.vocabulary);
        all.byLanguage.values().forEach(lexicon -> lexicon.freeze(all.vocabulary));
        return all;
    }

    private CueLexicon create(String language) {
        return byLanguage.computeIfAbsent(language, l -> new CueLexicon());
    }

    /** The lexicon of a language; an empty one when there is none. */
    CueLexicon of(String language) {
        return byLanguage.getOrDefault(language, none);
    }

    /** Every word that one of them holds. */
    Vocabulary vocabulary() {
        return vocabulary;
    }

    Map<String, CueLexicon> all() {
        return byLanguage;
    }
}
