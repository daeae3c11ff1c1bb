package dev.routesight.simulate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Writes the truth as NDJSON beside the events. */
final class TruthLines implements TruthSink {
    private final OutputStream decisions;
    private final OutputStream signals;
    private final Line line = new Line();

    TruthLines(OutputStream decisions, OutputStream signals) {
        this.decisions = decisions;
        this.signals = signals;
    }

    @Override
    public void decision(TrueDecision d) {
        line.clear().raw("{\"decision_id\":\"").raw(d.decisionId());
        line.raw("\",\"session_id\":\"").raw(d.sessionId()).raw("\",\"ts\":").number(d.ts());
        line.raw(",\"turn\":").number(d.turn()).raw(",\"route\":").quoted(d.route());
        line.raw(",\"query_shape\":").quoted(d.queryShape());
        line.raw(",\"bad\":").raw(d.bad() ? "true" : "false");
        share("difficulty", d.difficulty());
        share("bad_chance", d.badChance());
        share("reference_bad_chance", d.referenceBadChance());
        share("drift", d.drift());
        line.raw(",\"misrouted\":").raw(d.misrouted() ? "true" : "false");
        write(decisions);
    }

    @Override
    public void signal(PlantedSignal s) {
        line.clear().raw("{\"event_id\":\"").raw(s.eventId()).raw("\",\"kind\":\"").raw(s.kind());
        line.raw("\",\"decision_id\":\"").raw(s.decisionId());
        line.raw("\",\"session_id\":\"").raw(s.sessionId()).raw("\",\"how\":\"").raw(s.how());
        line.raw("\",\"ts\":").number(s.ts());
        write(signals);
    }

    private void share(String name, double value) {
        line.raw(",\"").raw(name).raw("\":").decimal(Math.round(value * 1e6), 6);
    }

    private void write(OutputStream out) {
        line.raw("}\n");
        try {
            out.write(line.buffer(), 0, line.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
