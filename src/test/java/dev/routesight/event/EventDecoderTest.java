package dev.routesight.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDecoderTest {
    private static final String BEAT = "{\"type\":\"heartbeat\",\"event_id\":\"h\",\"ts\":5";
    private static final String DECISION =
            "{\"type\":\"decision\",\"event_id\":\"e\",\"ts\":\"1970-01-01T00:00:01.2349z\","
                    + "\"session_id\":\"s\",\"decision_id\":\"d\",\"turn\":0,\"route\":\"__x\","
                    + "\"cost_usd\":0.0000000015,\"propensities\":{\"cheap\":0.5}}";

    private final EventDecoder decoder = new EventDecoder(new DecoderOptions(10, 8, 100, null));

    @Test
    void decisionIsBoundedEscapedAndQuantised() {
        Event event = decode(DECISION).event();
        assertThat(event.ts()).isEqualTo(1234);
        assertThat(event.decision().dimensions().route()).isEqualTo("\\__x");
        assertThat(event.decision().costNanos()).isEqualTo(2);
        assertThat(event.decision().dimensions().assignment()).isEqualTo("policy");
    }

    @Test
    void ofARepeatedKeyTheLastCounts() {
        assertThat(decode(BEAT.replace("5", "\"bad\"") + ",\"ts\":5}").event().ts()).isEqualTo(5);
        assertThat(decode(BEAT + ",\"type\":\"x\"}").refusal().place()).isEqualTo("unknown_type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "{",
                "{}",
                "{}{}",
                "\ufeff{}",
                "\u0000{",
                "{\"type\":1}",
                "{\"type\":\"heartbeat\",\"event_id\":\"h\",\"ts\":NaN}",
                "{\"type\":\"heartbeat\",\"event_id\":\"h\",\"ts\":5.0}",
                "{\"type\":\"heartbeat\",\"event_id\":\"h\",\"ts\":5} x",
                "{\"type\":\"heartbeat\",\"event_id\":\"\",\"ts\":5}",
                "{\"type\":\"heartbeat\",\"event_id\":\"h\",\"ts\":\"0001-01-01T00:00:00Z\"}",
                "{\"type\":\"heartbeat\",\"event_id\":\"h\",\"ts\":1515750000000000}"
            })
    void badInputIsMalformed(String line) {
        assertThat(decode(line).refusal().place()).isEqualTo("malformed");
    }

    @Test
    void moneyWithAHugeExponentIsMalformedAtOnce() {
        String line = DECISION.replace("0.0000000015", "1e999999999");
        assertThat(decode(line).refusal().reason()).startsWith("cost_usd");
    }

    @Test
    void deepNestingAndInvalidUtf8InSkippedFieldsAreMalformed() {
        String deep = BEAT + ",\"x\":" + "[".repeat(100_000);
        assertThat(decode(deep).refusal().eventId()).isEqualTo("h");
        byte[] bytes = (BEAT + ",\"x\":\"?\"}").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 3] = (byte) 0xc0;
        Decoded decoded = decoder.decode(bytes, 0, bytes.length, "s", 0, Long.MAX_VALUE);
        assertThat(decoded.refusal().reason()).contains("UTF-8");
    }

    @Test
    void loneSurrogatesAndNulAreReplacedAndLongIdsCut() {
        String line = BEAT.replace("\"h\"", "\"\\ud800\\u0000" + "a".repeat(300) + "\"") + "}";
        String id = decode(line).event().eventId();
        assertThat(id).startsWith("\ufffd\ufffdaaa").hasSize(200).matches(".{183}~[0-9a-f]{16}");
    }

    @Test
    void blankIsNoEventAndTimeAheadIsImplausible() {
        assertThat(decode(" \r\t")).isNull();
        byte[] beat = (BEAT.replace("5", "16") + "}").getBytes(StandardCharsets.UTF_8);
        Refusal refusal = decoder.decode(beat, 0, beat.length, "s", 0, 5).refusal();
        assertThat(refusal.place()).isEqualTo("implausible_time");
        assertThat(refusal.ts()).isEqualTo(16);
        assertThat(refusal.raw()).hasSize(8);
    }

    @Test
    void mutatedBytesAlwaysEndAsExactlyOneOfEventAndRefusal() {
        Random random = new Random(1);
        byte[] good = DECISION.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int k = random.nextInt(3); k >= 0; k--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            Decoded decoded = decoder.decode(bytes, 0, bytes.length, "s", 0, Long.MAX_VALUE);
            assertThat(decoded.event() == null).isNotEqualTo(decoded.refusal() == null);
        }
    }

    @Test
    void hashIsStable() {
        assertThat(Hash64.fnv1a("foobar")).isEqualTo(0x85944171f73967e8L);
        assertThat(Hash64.of("a")).isNotEqualTo(Hash64.of("b"));
    }

    private Decoded decode(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return decoder.decode(bytes, 0, bytes.length, "s", 0, Long.MAX_VALUE);
    }
}
