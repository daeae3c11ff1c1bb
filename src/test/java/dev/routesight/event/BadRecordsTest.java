package dev.routesight.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadRecordsTest {
    private static final String TURN =
            "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":5,\"session_id\":\"s\",\"turn\":1}";
    private final EventDecoder decoder = new EventDecoder(new DecoderOptions(1000, 0, 4000, null));

    private Decoded decode(byte[] bytes) {
        return decoder.decode(bytes, 0, bytes.length, "file", 7, Long.MAX_VALUE);
    }

    private Decoded decode(String record) {
        return decode(record.getBytes(StandardCharsets.UTF_8));
    }

    private Decoded decodeTurn(String field, String value) {
        return decode(TURN.substring(0, TURN.length() - 1) + ",\"" + field + "\":" + value + "}");
    }

    @Test
    void decisionIsDecodedWithAllItsFields() {
        Event event =
                decode(
                                "{\"type\":\"decision\",\"event_id\":\"e\",\"ts\":\"2026-10-01T00:00:00.1239Z\","
                                    + "\"session_id\":\"s\",\"decision_id\":\"d\",\"turn\":0,\"route\":\"__x\","
                                    + "\"score\":0.25,\"propensities\":{\"cheap\":1},\"cost_usd\":0.0000000015,"
                                    + "\"candidates\":{\"p\":{\"cheap\":0.5}},\"query\":{\"shape\":\"code\"},"
                                    + "\"assignment\":{\"kind\":\"forced\",\"arm\":\"a\"},\"labels\":{\"t\":\"v\"}}")
                        .event();
        assertThat(event.ts()).isEqualTo(1_790_812_800_123L);
        DecisionPart decision = event.decision();
        assertThat(decision.dimensions().route()).isEqualTo("\\__x");
        assertThat(decision.costNanos()).isEqualTo(2);
        assertThat(decision.score()).isEqualTo(0.25);
        assertThat(decision.dimensions().assignment()).isEqualTo("forced");
        assertThat(decision.dimensions().queryShape()).isEqualTo("code");
        assertThat(decision.dimensions().labels()).containsEntry("t", "v");
        assertThat(decision.candidates().get(0).probabilities()).containsEntry("cheap", 0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "7",
                "nonsense",
                "{\"type\":\"turn\"}",
                "{\"type\":5}",
                "{\"event_id\":\"e\"}",
                "{\"type\":\"turn\",\"event_id\":\"\",\"ts\":5,\"session_id\":\"s\",\"turn\":1}",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":5,\"session_id\":null,\"turn\":1}",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":NaN,\"session_id\":\"s\",\"turn\":1}",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":5,\"session_id\":\"s\",\"turn\":\"1\"}",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":5,\"session_id\":\"s\",\"turn\":1} x",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":5,\"session_id\":\"s\",\"turn\":1}{}",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":5,\"session_id\":\"s\",\"turn\":-1}",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":5.5,\"session_id\":\"s\",\"turn\":1}",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":\"0001-01-01T00:00:00Z\",\"session_id\":\"s\",\"turn\":1}",
                "{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":1515700000000000,\"session_id\":\"s\",\"turn\":1}",
                "\uFEFF{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":5,\"session_id\":\"s\",\"turn\":1}"
            })
    void badRecordIsMalformedWithAReason(String record) {
        Decoded decoded = decode(record);
        assertThat(decoded.event()).isNull();
        assertThat(decoded.refusal().place()).isEqualTo("malformed");
        assertThat(decoded.refusal().reason()).isNotBlank();
        assertThat(decoded.refusal().position()).isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "turn,'\"x\"'",
        "text,5",
        "cue,{}",
        "cue,'\"corection\"'",
        "language,[]",
        "ts,'\"yesterday\"'"
    })
    void reasonNamesTheField(String field, String value) {
        assertThat(decodeTurn(field, value).refusal().reason()).startsWith(field + ":");
    }

    @Test
    void cueOfAnotherKindThanCorrectionAndRephraseIsKnownButDoesNotCount() {
        assertThat(decodeTurn("cue", "\"abandonment\"").event().turn().cue()).isNull();
        assertThat(decodeTurn("cue", "\"rephrase\"").event().turn().cue()).isEqualTo("rephrase");
    }

    @Test
    void ofARepeatedKeyTheLastCountsForValidityAndForType() {
        assertThat(decode(TURN.replace("\"ts\":5", "\"ts\":\"bad\",\"ts\":5")).event().ts())
                .isEqualTo(5);
        assertThat(decodeTurn("type", "\"nonsense\"").refusal().place()).isEqualTo("unknown_type");
    }

    @Test
    void unknownFieldsOfAnyShapeAreIgnored() {
        assertThat(decodeTurn("x", "{\"y\":[1,{\"z\":null}],\"ts\":\"bad\"}").event()).isNotNull();
        assertThat(decodeTurn("route", "5").event()).isNotNull();
    }

    @Test
    void deepNestingAndHugeStringsEndAsMalformed() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertThat(decodeTurn("x", deep).refusal().place()).isEqualTo("malformed");
        String huge = "\"" + "a".repeat(10_000_000) + "\"";
        assertThat(decodeTurn("text", huge).refusal().place()).isEqualTo("malformed");
    }

    @Test
    void invalidUtf8IsMalformedAlsoInIgnoredFields() {
        byte[] bytes = decodeable("\"x\":\"?\"");
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '?') {
                bytes[i] = (byte) 0xff;
            }
        }
        assertThat(decode(bytes).refusal().reason()).startsWith("not UTF-8");
    }

    private static byte[] decodeable(String field) {
        return (TURN.substring(0, TURN.length() - 1) + "," + field + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void numbersThatWouldExplodeAreMalformedOrZero() {
        String cost =
                "{\"type\":\"stream\",\"event_id\":\"e\",\"ts\":5,\"session_id\":\"s\","
                        + "\"decision_id\":\"d\",\"state\":\"started\",\"cost_usd\":";
        assertThat(decode(cost + "1e999999999}").refusal().place()).isEqualTo("malformed");
        assertThat(decode(cost + "1e-999999999}").event().stream().costNanos()).isZero();
    }

    @Test
    void longIdsAreCutAndToldApart() {
        String a =
                decode(TURN.replace("\"s\"", "\"" + "😀".repeat(201) + "\"")).event().sessionId();
        assertThat(a.codePointCount(0, a.length())).isEqualTo(200);
        assertThat(a.substring(366)).matches("~[0-9a-f]{16}");
    }

    @Test
    void nulAndLoneSurrogatesBecomeReplacementCharacters() {
        String id = decode(TURN.replace("\"s\"", "\"a\\u0000b\\ud800c\"")).event().sessionId();
        assertThat(id).isEqualTo("a\uFFFDb\uFFFDc");
    }

    @Test
    void blankRecordIsNoEvent() {
        assertThat(decode(" \r")).isNull();
    }

    @Test
    void timeAheadOfItsRecordByMoreThanTheSkewIsImplausible() {
        byte[] bytes = TURN.replace("\"ts\":5", "\"ts\":2001").getBytes(StandardCharsets.UTF_8);
        assertThat(decoder.decode(bytes, 0, bytes.length, "f", 0, 1000).refusal().place())
                .isEqualTo("implausible_time");
        assertThat(decoder.decode(bytes, 0, bytes.length, "f", 0, 1001).event()).isNotNull();
    }
}
