package dev.routesight.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final Path FILE = Path.of("../conf/routesight.yaml");

    @Test
    void theFileInConfIsWrittenFromTheRegistry() throws IOException {
        Path wanted = Files.createDirectories(Path.of("target")).resolve("routesight.yaml");
        Files.writeString(wanted, Options.toYaml());

        assertThat(Files.readString(FILE))
                .as("after changing an option: cp jobs/target/routesight.yaml conf/")
                .isEqualTo(Options.toYaml());
    }

    @Test
    void everyKeyOfTheFileSetsItsDefault() {
        Settings said = new Settings();
        YamlSettings.read(FILE, said);

        for (Option<?> option : Options.ALL) {
            assertThat(said.isSaid(option)).as(option.key()).isTrue();
            assertThat((Object) said.get(option)).as(option.key()).isEqualTo(option.defaultValue());
        }
        assertThat(JobConfig.reader().file(FILE).read()).isEqualTo(JobConfig.of());
    }

    @Test
    void everyDescriptionIsOneSentenceOnOneLine() {
        assertThat(Options.ALL)
                .allSatisfy(
                        option ->
                                assertThat(option.description())
                                        .matches("[A-Z].*[.\\]]")
                                        .doesNotContain("\n")
                                        .hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void everyKeyIsLowerCaseWithHyphensAndDots() {
        assertThat(Options.keys()).allMatch(key -> key.matches("[a-z]+([.-][a-z]+)*"));
    }

    @Test
    void everyKeyOfTheFileHasItsTypeAndDefaultOverIt() throws IOException {
        String file = Files.readString(FILE);

        for (Option<?> option : Options.ALL) {
            assertThat(file)
                    .containsPattern(
                            "\n# .+\n# Type: "
                                    + option.type().name()
                                    + "\\. Default: .+\n"
                                    + option.key()
                                    + ": ");
        }
        assertThat(file).contains("# Type: one of postgres, ndjson, off. Default: postgres\n");
    }
}
