package dev.routesight.attribution;

import dev.routesight.event.StreamPart;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * What a stream event tells of a decision. A stream closes at its first completed, aborted or
 * failed; later states are ignored.
 */
final class StreamRule {
    static final long WHOLE = 1_000_000_000L;

    private StreamRule() {}

    /** Notes the event on the decision; returns the signal it gives, or null. */
    static SignalKind note(DecisionState decision, StreamPart stream) {
        decision.streamStarted = true;
        if (stream.costNanos() != null) {
            decision.streamCostNanos = stream.costNanos();
        }
        decision.verify(stream.verifier(), stream.verifierScore());
        if (decision.closed()) {
            return null;
        }
        if (stream.tokens() != null) {
            decision.tokens = stream.tokens();
        }
        if (stream.expectedTokens() != null) {
            decision.expectedTokens = stream.expectedTokens();
        }
        if (stream.answer() != null) {
            decision.answer = stream.answer();
        }
        switch (stream.state()) {
            case StreamPart.COMPLETED -> {
                decision.streamClosed = true;
                decision.completed = true;
                return null;
            }
            case StreamPart.ABORTED -> {
                decision.streamClosed = true;
                return stream.byServer() ? SignalKind.FAILURE : SignalKind.ABANDONMENT;
            }
            case StreamPart.FAILED -> {
                decision.streamClosed = true;
                return SignalKind.FAILURE;
            }
            default -> {
                return null;
            }
        }
    }

    /** Share of the answer that was streamed, in 1e-9 (half-even); -1 when unknown. */
    static long completionNanos(DecisionState decision) {
        if (decision.completed) {
            return WHOLE;
        }
        if (decision.tokens < 0 || decision.expectedTokens <= 0) {
            return -1;
        }
        if (decision.tokens >= decision.expectedTokens) {
            return WHOLE;
        }
        return BigDecimal.valueOf(decision.tokens)
                .multiply(BigDecimal.valueOf(WHOLE))
                .divide(BigDecimal.valueOf(decision.expectedTokens), 0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
