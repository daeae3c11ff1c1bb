package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
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

    private static String line(String rule) {
        return "{\"signal\":\"none\",\"confidence\":0.5,\"rule\":\"%s\",\"language\":\"en\"}\n"
                .formatted(rule);
    }
}
