package dev.routesight.wording;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The lexicons of all languages: those shipped, and the user's additions from a folder. */
final class CueLexicons {
    static final List<String> SHIPPED =
            List.of(
                    "en", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "ko", "hi", "ar", "ru",
                    "tr");
    private final Map<String, CueLexicon> byLanguage = new LinkedHashMap<>();
    private final CueLexicon none = new CueLexicon();

    static CueLexicons load(Path additions) {
        CueLexicons all = new CueLexicons();
        for (String language : SHIPPED) {
            String file = "/conf/cues/" + language + ".yaml";
            try (InputStream in = CueLexicons.class.getResourceAsStream(file)) {
                if (in != null) {
                    all.of(language, true).read(in, file);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(file, e);
            }
        }
        if (additions != null) {
            all.readFolder(additions);
        }
        return all;
    }

    private void readFolder(Path folder) {
        try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                String language = file.getFileName().toString().replace(".yaml", "");
                try (InputStream in = Files.newInputStream(file)) {
                    of(language, true).read(in, file.toString());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(folder.toString(), e);
        }
    }

    private CueLexicon of(String language, boolean create) {
        return create
                ? byLanguage.computeIfAbsent(language, l -> new CueLexicon())
                : byLanguage.getOrDefault(language, none);
    }

    /** The lexicon of a language; an empty one when there is none. */
    CueLexicon of(String language) {
        return of(language, false);
    }

    Map<String, CueLexicon> all() {
        return byLanguage;
    }
}
