package dev.routesight.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.event.TurnPart;
import dev.routesight.wording.CueFiles;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DecoderFactoryTest {
    private static final byte[] TURN =
            ("{\"type\":\"turn\",\"event_id\":\"e\",\"ts\":1791158405550,\"session_id\":\"s\","
                            + "\"turn\":1,\"text\":\"no, I meant the other one\"}")
                    .getBytes(StandardCharsets.UTF_8);

    @Test
    void withNoCharactersToLookAtNoTextIsJudged() {
        assertThat(turn(4_000).features().cues()).isNotZero();
        assertThat(turn(0).features()).isNull();
    }

    private static TurnPart turn(int maxCharacters) {
        return new DecoderFactory(1_000, 0, maxCharacters, CueFiles.NONE)
                .create()
                .decode(TURN, 0, TURN.length, "feed-0", 0, Long.MAX_VALUE)
                .event()
                .turn();
    }
}
