package dev.routesight.wording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The user's own cue files. */
class CueFilesTest {
    @TempDir private Path folder;

    @Test
    void ownCuesAddToAShippedLanguageAndBringNewOnes() throws IOException {
        write("en.yaml", "cues:\n  denial: [that is bananas]\n  neutral: [wrong way round]\n");
        write(
                "pl.yaml",
                "function-words: [jest, nie]\nwords:\n  zle: [zle, niepoprawne]\n"
                        + "cues:\n  denial: [to jest $zle]\n");
        TurnClassifier own = Classifiers.with(CueFiles.of(folder), 4000);

        assertThat(kind(own, "that is bananas", "en")).isEqualTo(Verdict.CORRECTION);
        assertThat(kind(own, "that's wrong", "en")).isEqualTo(Verdict.CORRECTION);
        assertThat(kind(own, "wrong way round", "en")).isEqualTo(Verdict.NONE);
        assertThat(kind(own, "to jest \u017Ale", "pl")).isEqualTo(Verdict.CORRECTION);
        assertThat(own.describeTurn("to jest niepoprawne", "").language()).isEqualTo("pl");
        assertThat(kind(Classifiers.standard(), "that is bananas", "en")).isEqualTo(Verdict.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cues: [ | en.yaml line",
                "cues:\\n  denail: [x] | en.yaml: unknown cue class 'denail'",
                "cue:\\n  denial: [x] | en.yaml: unknown key 'cue'",
                "cues:\\n  denial: [$nix] | en.yaml: phrase '$nix' uses unknown words $nix",
                "cues:\\n  denial: ['* wrong'] | en.yaml: phrase '* wrong' begins with any word",
                "cues:\\n  denial: ['...'] | en.yaml: phrase '...' begins with any word",
                "cues:\\n  denial: ['!'] | en.yaml: phrase '!' has a place without words: !"
            })
    void aMistakeIsNamedWithItsFile(String yaml, String message) throws IOException {
        write("en.yaml", yaml.replace("\\n", "\n"));

        assertThatThrownBy(() -> CueFiles.of(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anEmptyOrMissingFolderIsNamed() {
        assertThatThrownBy(() -> CueFiles.of(folder)).hasMessageContaining("holds no LANG.yaml");
        assertThatThrownBy(() -> CueFiles.of(folder.resolve("none")))
                .hasMessageContaining("is not a folder");
    }

    private void write(String name, String yaml) throws IOException {
        Files.writeString(folder.resolve(name), yaml);
    }

    private static String kind(TurnClassifier classifier, String turn, String language) {
        return classifier.classify(null, null, classifier.describeTurn(turn, language)).kind();
    }
}
