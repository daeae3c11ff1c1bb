package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifyCommandTest {
    private final Shell shell = new Shell();

    @Test
    void answersInOrderAndTakesNullsAndBlankLines() {
        shell.stdin(
                """
                {"prev_user":"a","prev_assistant":"bb","user":"ccc"}

                {"prev_user":null,"prev_assistant":"bb","user":"é"}
                {"user":null,"more":[1]}
                {"user":"last"}\
                """);

        assertThat(shell.run("classify")).isZero();
        assertThat(shell.stdout())
                .isEqualTo(line("1/2/3") + line("-/2/1") + line("-/-/0") + line("-/-/4"));
        assertThat(shell.stderr()).isEmpty();
    }

    @Test
    void nothingInIsNothingOut() {
        assertThat(shell.run("classify")).isZero();
        assertThat(shell.stdout()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json secret | line 2 of stdin is not a JSON object",
                "[\"secret\"] | line 2 of stdin is not a JSON object",
                "{\"user\":\"secret\"} x | line 2 of stdin is not a JSON object",
                "{\"user\":\"secret\" | line 2 of stdin is not a JSON object",
                "{\"user\":1} | line 2 of stdin: user is neither text nor null",
            })
    void aBadLineIsNamedAndNotRepeated(String line, String message) {
        shell.stdin("{\"user\":\"good\"}\n" + line + "\n{\"user\":\"after\"}\n");

        assertThat(shell.run("classify")).isEqualTo(2);
        assertThat(shell.stdout()).isEqualTo(line("-/-/4"));
        assertThat(shell.stderr()).isEqualTo("routesight classify: " + message + "\n");
    }

    @Test
    void bytesThatAreNotUtf8AreABadLine() {
        shell.stdin("{\"user\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(shell.run("classify")).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo("routesight classify: line 1 of stdin is not a JSON object\n");
    }

    @Test
    void evaluationPrintsScoresTablesAndMistakes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("labelled.ndjson");
        Files.writeString(
                file,
                """
                {"user":"no signal","label":"none","source":"chat"}
                {"user":"missed","binary":1,"group":"g","kind":"repairs"}
                {"user":"not scored","binary":null}
                {"user":"templated","binary":0,"synthetic_user":true}
                """);

        assertThat(shell.run("classify", "--evaluate", file.toString())).isZero();
        assertThat(shell.stdout())
                .contains("turns 2, positive 1, fired 0")
                .contains("left out: 1 turns written by a program")
                .contains("by language")
                .contains("repairs")
                .contains("label \\ verdict")
                .contains("line 2: none 0.50 (-/-/6), labelled signal")
                .doesNotContain("not scored");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user\":\"secret\"} | line 1 has neither label nor binary",
                "{\"user\":\"secret\",\"label\":\"bad\"} | line 1: label is not correction,"
                        + " rephrase or none",
                "{\"user\":\"secret\",\"binary\":2} | line 1: binary is not 0, 1 or null",
                "secret | line 1 is not a JSON object",
            })
    void aBadLabelIsNamedWithFileAndLine(String line, String message, @TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("labelled.ndjson");
        Files.writeString(file, line + "\n");

        assertThat(shell.run("classify", "--evaluate", file.toString())).isEqualTo(2);
        assertThat(shell.stdout()).isEmpty();
        assertThat(shell.stderr())
                .isEqualTo("routesight classify: --evaluate: labelled.ndjson " + message + "\n");
    }

    @Test
    void badCuesAreNamedBeforeAnythingIsRead(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("en.yaml"), "cues:\n  denail: [wrong]\n");

        assertThat(shell.run("classify", "--cues", folder.toString())).isEqualTo(2);
        assertThat(shell.stderr())
                .isEqualTo("routesight classify: --cues: en.yaml: unknown cue class 'denail'\n");
    }

    private static String line(String rule) {
        return "{\"signal\":\"none\",\"confidence\":0.5,\"rule\":\"%s\",\"language\":\"en\"}\n"
                .formatted(rule);
    }
}
