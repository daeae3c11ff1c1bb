package dev.routesight.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.wording.evaluate.Counts;
import dev.routesight.wording.evaluate.Evaluation;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our own sentences: corrections of every kind, rephrases, and look-alikes that are none. They were
 * written before the rules; the README beside them has the scores of the first run.
 */
class HeldOutSentencesTest {
    private final TurnClassifier classifier = Classifiers.standard();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "en", "en2", "de", "fr", "es", "pt", "it", "nl", "ja", "zh", "ko", "hi", "ar", "ru",
                "tr"
            })
    void correctionsAndLookAlikesAreToldApart(String file) throws IOException {
        Evaluation evaluation = new Evaluation(classifier, HeldOutSentences.read("heldout", file));
        Counts all = evaluation.counts();
        String mistakes =
                evaluation.worstMistakes(20).stream()
                        .map(s -> s.turn().user() + " -> " + s.verdict())
                        .collect(Collectors.joining("\n"));

        assertThat(all.recall()).as(mistakes).isGreaterThanOrEqualTo(0.88);
        assertThat(all.falseAlarms()).as(mistakes).isLessThanOrEqualTo(0.06);
        Map<String, Counts> kinds = evaluation.countsBy(s -> s.turn().source());
        kinds.forEach(
                (kind, counts) -> {
                    if (kind.startsWith("correction")) {
                        assertThat(counts.recall()).as(kind + mistakes).isGreaterThan(0.7);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "pt", "it", "nl", "tr"})
    void languagesInLatinLettersAreMostlyGuessed(String language) throws IOException {
        long right =
                HeldOutSentences.read("heldout", language).stream()
                        .filter(turn -> turn.user().split(" ").length >= 4)
                        .filter(turn -> guessed(turn.user()).equals(language))
                        .count();
        long all =
                HeldOutSentences.read("heldout", language).stream()
                        .filter(turn -> turn.user().split(" ").length >= 4)
                        .count();

        assertThat((double) right / all).isGreaterThan(0.85);
    }

    private String guessed(String turn) {
        return classifier.describeTurn(turn, "").language();
    }
}
