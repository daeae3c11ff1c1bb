package dev.routesight.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandardClassifierTest {
    private final TurnClassifier classifier = Classifiers.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|No, I meant the city in Texas",
                "en|That’s wrong, it was built in 1901",
                "en|You didn't answer my question",
                "de|Nein, ich meinte die andere Stadt",
                "de|Das stimmt nicht",
                "fr|Non, je voulais dire l’autre ville",
                "fr|Ce n'est pas ce que j'ai demandé",
                "es|No, me refería a la otra ciudad",
                "pt|Não, eu quis dizer a outra cidade",
                "it|No, intendevo l'altra città",
                "nl|Nee, ik bedoelde de andere stad",
                "ja|違います、東京の話です",
                "zh|不对,我问的是上海",
                "ko|틀렸어요, 서울이에요",
                "hi|नहीं, मेरा मतलब दूसरा शहर था",
                "ar|هذا غير صحيح",
                "ru|Нет, я имел в виду другой город",
                "tr|Hayır, diğerini kastettim"
            })
    void correctionsAreFoundWithAndWithoutToldLanguage(String language, String turn) {
        TextFeatures answer = classifier.describeAnswer("1900.", language);
        for (String told : new String[] {language, ""}) {
            TextFeatures features = classifier.describeTurn(turn, told);
            assertThat(classifier.classify(null, answer, features).kind())
                    .as("%s told '%s'", turn, told)
                    .isEqualTo(Verdict.CORRECTION);
            assertThat(features.language()).isEqualTo(language);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|What is the population of that town?",
                "en|Thanks, how do I get there?",
                "de|Danke, und wie komme ich dorthin?",
                "fr|Merci, et combien coûte le billet ?",
                "es|Gracias, ¿y cuánto cuesta el billete?",
                "pt|Obrigado, e quanto custa a passagem?",
                "it|Grazie, e quanto costa il biglietto?",
                "nl|Bedankt, en wat kost het kaartje?",
                "ja|切符はいくらですか",
                "zh|谢谢,票价多少",
                "ko|표는 얼마예요?",
                "hi|टिकट कितने का है?",
                "ar|كم سعر التذكرة؟",
                "ru|Спасибо, а сколько стоит билет?",
                "tr|Teşekkürler, bilet ne kadar?"
            })
    void plainFollowUpsAreNone(String language, String turn) {
        TextFeatures answer = classifier.describeAnswer("1900.", language);
        TextFeatures features = classifier.describeTurn(turn, language);
        assertThat(classifier.classify(null, answer, features).kind()).isEqualTo(Verdict.NONE);
    }

    @Test
    void noToTheAssistantsOwnQuestionIsNoCorrection() {
        assertThat(kind("book a table", "Would you like to sit outside?", "no, inside is better"))
                .isEqualTo(Verdict.NONE);
        assertThat(kind("where is it", "It is in Ohio.", "no, the one in Maine"))
                .isEqualTo(Verdict.CORRECTION);
    }

    @Test
    void askingTheSameInAnotherOrderOrWithTyposIsARephrase() {
        assertThat(kind("sort a list in python by length", "Ok.", "python sort list by length how"))
                .isEqualTo(Verdict.REPHRASE);
        assertThat(kind("restaurants open near the harbour", "Ok.", "restarants open near harbour"))
                .isEqualTo(Verdict.REPHRASE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"continue", "what is the capital of Peru?", "translate: the blue house"})
    void continuingOrAnotherEntityIsNoRephrase(String turn) {
        for (String before :
                new String[] {
                    "continue", "what is the capital of Chile?", "translate: a red car"
                }) {
            assertThat(kind(before, "Ok.", turn)).isEqualTo(Verdict.NONE);
        }
    }

    @Test
    void anyUnicodeIsDescribedInBoundedSize() {
        Random random = new Random(7);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            int length = round == 0 ? 1_000_000 : random.nextInt(300);
            for (int i = 0; i < length; i++) {
                text.append(
                        (char)
                                (random.nextInt(4) == 0
                                        ? 0xD800 + random.nextInt(0x800)
                                        : random.nextInt(0x10000)));
            }
            text.append("\u202Eno\u200F `");
            TextFeatures features = classifier.describeTurn(text.toString(), "");
            assertThat(features.sketch().length).isLessThanOrEqualTo(64);
            assertThat(features.characters()).isLessThanOrEqualTo(4000);
            assertThat(classifier.classify(features, features, features).confidence())
                    .isBetween(0.0, 1.0);
        }
    }

    private String kind(String before, String answer, String turn) {
        return classifier
                .classify(
                        classifier.describeTurn(before, "en"),
                        classifier.describeAnswer(answer, "en"),
                        classifier.describeTurn(turn, "en"))
                .kind();
    }
}
