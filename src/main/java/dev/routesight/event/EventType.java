package dev.routesight.event;

/** The types of the native format, version 1, as codes that are stable on the wire and in state. */
public final class EventType {
    public static final byte DECISION = 1;
    public static final byte STREAM = 2;
    public static final byte TURN = 3;
    public static final byte ACTION = 4;
    public static final byte ESCALATION = 5;
    public static final byte HANDOFF = 6;
    public static final byte SESSION_END = 7;
    public static final byte JUDGEMENT = 8;
    public static final byte EVAL = 9;
    public static final byte HEARTBEAT = 10;

    private EventType() {}

    /** The code of a type's name in the native format, or 0 when the name is not in the table. */
    public static byte codeOf(String name) {
        return switch (name) {
            case "decision" -> DECISION;
            case "stream" -> STREAM;
            case "turn" -> TURN;
            case "action" -> ACTION;
            case "escalation" -> ESCALATION;
            case "handoff" -> HANDOFF;
            case "session_end" -> SESSION_END;
            case "judgement" -> JUDGEMENT;
            case "eval" -> EVAL;
            case "heartbeat" -> HEARTBEAT;
            default -> 0;
        };
    }

    /** The name of a code in the native format. */
    public static String nameOf(byte code) {
        return switch (code) {
            case DECISION -> "decision";
            case STREAM -> "stream";
            case TURN -> "turn";
            case ACTION -> "action";
            case ESCALATION -> "escalation";
            case HANDOFF -> "handoff";
            case SESSION_END -> "session_end";
            case JUDGEMENT -> "judgement";
            case EVAL -> "eval";
            case HEARTBEAT -> "heartbeat";
            default -> throw new IllegalArgumentException("no event type has the code " + code);
        };
    }
}
