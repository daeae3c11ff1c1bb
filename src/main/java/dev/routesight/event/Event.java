package dev.routesight.event;

/**
 * One decoded event: the common fields and exactly one of the nullable parts, by {@code type}.
 * Session end and heartbeat need no part. No message text is in here: it became {@link
 * dev.routesight.wording.TextFeatures} in the decoder.
 *
 * @param type a code of {@link EventType}
 * @param eventId unique id, bounded to 200 code points
 * @param ts event time, epoch milliseconds
 * @param sessionId the session; empty for eval and heartbeat
 * @param source where it was read: a partition ({@code topic-3}) or a file
 * @param position offset in the partition, or byte offset in the (decompressed) file
 * @param digest first 8 bytes of the SHA-256 of the record, big-endian; breaks ties between copies
 *     (compare unsigned)
 */
public record Event(
        byte type,
        String eventId,
        long ts,
        String sessionId,
        String source,
        long position,
        long digest,
        DecisionPart decision,
        StreamPart stream,
        TurnPart turn,
        ActionPart action,
        EscalationPart escalation,
        HandoffPart handoff,
        JudgementPart judgement,
        EvalPart eval) {

    /** The decision that this event names (never the event's own decision), or null. */
    public String namedDecision() {
        return switch (type) {
            case EventType.STREAM -> stream.decisionId();
            case EventType.ACTION -> action.decisionId();
            case EventType.ESCALATION -> escalation.decisionId();
            case EventType.HANDOFF -> handoff.decisionId();
            case EventType.JUDGEMENT -> judgement.decisionId();
            default -> null;
        };
    }
}
