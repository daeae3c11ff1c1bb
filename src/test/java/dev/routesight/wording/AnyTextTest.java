package dev.routesight.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written, a description is bounded, the same every time, and reads no further. */
class AnyTextTest {
    private static final int LOOKED_AT = 4000;
    private static final String[] PIECES = {
        "no",
        "not",
        "wrong",
        "I",
        "meant",
        "what",
        "```",
        "`",
        "\"",
        "> ",
        "\n",
        "?",
        "'",
        "\u2019",
        "\u202E",
        "\u200F",
        "\u200B",
        "\uFEFF",
        "\uD800",
        "\uDC00",
        "\uD83D\uDE00",
        "\u0301",
        "違います",
        "不对",
        "아니요",
        "नहीं",
        "لا",
        "нет",
        "\u0E2A",
        "\uFDFA",
        "\u1E9E",
        "İ",
        "ß",
        "l'",
        "qu'",
        "...",
        "1",
        "\0",
        "\uD835\uDC00",
        "\u3099",
        "é",
        "ooooooo",
        "-",
        ",",
        " "
    };
    private final TurnClassifier classifier = Classifiers.standard();

    @Test
    void randomMixturesAreDescribedWithinBounds() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 1000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                if (random.nextInt(4) == 0) {
                    text.append((char) random.nextInt(0x10000));
                } else {
                    text.append(PIECES[random.nextInt(PIECES.length)]);
                    text.append(random.nextBoolean() ? " " : "");
                }
            }
            check(text.toString());
        }
    }

    @Test
    void aMegabyteIsReadNoFurtherThanConfigured() {
        for (String piece : PIECES) {
            String text = piece.repeat(1_000_000 / piece.length() + 1);
            check(text);
            String cut = text.substring(0, LOOKED_AT + 2) + " that's wrong";
            assertSame(classifier.describeTurn(text, "en"), classifier.describeTurn(cut, "en"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "That\u2019s wrong",
                "That's\u200B wro\u200Bng",
                "That's\0 wro\0ng",
                "That's wro\rng",
                "\u202BThat's wrong\u202C",
                "THAT\u02BCS WRONG!!!",
                "\uFF34\uFF48\uFF41\uFF54\u2019\uFF53 \uFF57\uFF52\uFF4F\uFF4E\uFF47",
                "that's wrooong"
            })
    void whatDiffersInWritingOnlyIsTheSame(String turn) {
        assertThat(kind(turn)).isEqualTo(Verdict.CORRECTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "> that's wrong\nhow do I reply to this?",
                "how do I translate \"that's wrong\" into French?",
                "what does `that's wrong` print?",
                "what does this print?\n```\nprint(\"that's wrong\")\n```",
                "how do I say \u201Cno, I meant the other one\u201D in Dutch?",
                "what does \u00ABthat's wrong\u00BB mean here?"
            })
    void whatIsQuotedOrCodeIsNotWhatTheUserSays(String turn) {
        assertThat(kind(turn)).isEqualTo(Verdict.NONE);
    }

    @Test
    void aMessageThatIsAllQuotedIsReadAllTheSame() {
        assertThat(kind("\"that's wrong\"")).isEqualTo(Verdict.CORRECTION);
    }

    private String kind(String turn) {
        return classifier
                .classify(
                        null,
                        classifier.describeAnswer("It was 1900.", "en"),
                        classifier.describeTurn(turn, "en"))
                .kind();
    }

    private static void assertSame(TextFeatures one, TextFeatures other) {
        assertThat(one.sketch()).isEqualTo(other.sketch());
        assertThat(one.cues()).isEqualTo(other.cues());
        assertThat(one.shape()).isEqualTo(other.shape());
        assertThat(one.tokens()).isEqualTo(other.tokens());
        assertThat(one.characters()).isEqualTo(other.characters());
    }

    private void check(String text) {
        for (String told : new String[] {"", "en", "ja", "xx"}) {
            TextFeatures turn = classifier.describeTurn(text, told);
            TextFeatures answer = classifier.describeAnswer(text, told);
            assertThat(turn.sketch().length).isLessThanOrEqualTo(Sketch.MAX);
            assertThat(answer.sketch().length).isLessThanOrEqualTo(Sketch.MAX);
            assertThat(turn.characters()).isLessThanOrEqualTo(LOOKED_AT);
            // whatever the classifier has looked at before
            assertSame(turn, Classifiers.standard().describeTurn(text, told));
            assertSame(answer, Classifiers.standard().describeAnswer(text, told));
            Verdict verdict = classifier.classify(turn, answer, turn);
            assertThat(verdict.confidence()).isBetween(0.0, 1.0);
        }
    }
}
