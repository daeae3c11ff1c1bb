package dev.routesight.functions.testing;

import dev.routesight.event.Decoded;
import dev.routesight.event.DecoderOptions;
import dev.routesight.event.Event;
import dev.routesight.event.EventDecoder;
import java.nio.charset.StandardCharsets;

/** Event lines as a test writes them: JSON, single quotes allowed. */
public final class Lines {
    private Lines() {}

    public static Event event(String line) {
        Decoded decoded = decoded(line);
        if (decoded.event() == null) {
            throw new AssertionError(line + ": " + decoded.refusal().reason());
        }
        return decoded.event();
    }

    public static Decoded decoded(String line) {
        byte[] bytes = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return new EventDecoder(new DecoderOptions(0, 0, 1000, null))
                .decode(bytes, 0, bytes.length, "feed-0", 0, Long.MAX_VALUE);
    }

    /** A decision of user {@code u1} and tenant {@code acme}. */
    public static Event decision(long ts, String session, String id) {
        return decision(ts, session, id, "u1", "acme");
    }

    public static Event decision(long ts, String session, String id, String user, String tenant) {
        return event(
                head("decision", "e-" + id, ts, session)
                        + ",'decision_id':'"
                        + id
                        + "','turn':0,'route':'cheap','score':0.31,'cost_usd':0.002,'user_id':'"
                        + user
                        + "','labels':{'tenant':'"
                        + tenant
                        + "'}}");
    }

    public static Event completed(long ts, String session, String id) {
        return event(
                head("stream", "s-" + id, ts, session)
                        + ",'decision_id':'"
                        + id
                        + "','state':'completed'}");
    }

    public static Event correction(long ts, String session, int turn) {
        return event(
                head("turn", "t-" + session + ts, ts, session)
                        + ",'turn':"
                        + turn
                        + ",'cue':'correction'}");
    }

    public static Event thumbsDown(long ts, String session, String id) {
        return event(
                head("action", "a-" + session + ts, ts, session)
                        + ",'action':'thumbs_down','decision_id':'"
                        + id
                        + "'}");
    }

    public static Event judgement(long ts, String session, String id) {
        return event(
                head("judgement", "j-" + session + ts, ts, session)
                        + ",'decision_id':'"
                        + id
                        + "','shadow_route':'strong','verdict':'shadow','sample_rate':0.05}");
    }

    public static Event benchmark(long ts, String id) {
        return event(
                "{'type':'eval','event_id':'"
                        + id
                        + "','ts':"
                        + ts
                        + ",'benchmark':'b','route':'cheap','correct':1}");
    }

    private static String head(String type, String id, long ts, String session) {
        return "{'type':'"
                + type
                + "','event_id':'"
                + id
                + "','ts':"
                + ts
                + ",'session_id':'"
                + session
                + "'";
    }
}
