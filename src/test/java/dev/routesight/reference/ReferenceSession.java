package dev.routesight.reference;

import dev.routesight.attribution.AttributionSettings;
import dev.routesight.attribution.SignalKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;

/** One session's kept events, in order, and what follows from them. */
final class ReferenceSession {
    private record Signal(int decision, String kind, long ts) {}

    private final List<Line> lines;
    private final AttributionSettings settings;
    private final long observedUntil;
    private final Reference result;
    private final int[] life;
    private final List<Signal> signals = new ArrayList<>();

    /** Turn events that gave correction or rephrase. */
    private final List<Integer> repairs = new ArrayList<>();

    ReferenceSession(
            List<Line> lines, AttributionSettings settings, long observedUntil, Reference result) {
        this.lines = lines;
        this.settings = settings;
        this.observedUntil = observedUntil;
        this.result = result;
        this.life = new int[lines.size()];
    }

    void decide() {
        int lives = 0;
        int before = -1;
        for (int i = 0; i < lines.size(); i++) {
            if (!line(i).is("judgement")) {
                if (before >= 0 && line(i).ts - line(before).ts > settings.lifeGap()) {
                    lives++;
                }
                before = i;
            }
            life[i] = lives;
        }
        markOverLimit();
        for (int i = 0; i < lines.size(); i++) {
            String place = place(i);
            result.place(place);
            if (place.equals("orphan")) {
                result.orphans.add(line(i).session + " " + line(i).id);
            }
        }
        silences();
        for (int i = 0; i < lines.size(); i++) {
            if (line(i).is("decision")) {
                for (long horizon : settings.horizonsMillis()) {
                    result.rows.add(row(i, horizon));
                }
            }
        }
    }

    private Line line(int i) {
        return lines.get(i);
    }

    /**
     * Counts begin again with a life, and for judgements outside one after a pause as long as
     * copies are remembered; what exceeds a limit is looked at no further.
     */
    private void markOverLimit() {
        int events = 0;
        int decisions = 0;
        Line lastSign = null;
        Line before = null;
        for (Line line : lines) {
            boolean judgement = line.is("judgement");
            boolean ended = lastSign != null && line.ts - lastSign.ts > settings.lifeGap();
            lastSign = ended ? null : lastSign;
            boolean forgotten = before != null && line.ts - before.ts > settings.duplicateSpan();
            if (ended || lastSign == null && (!judgement || forgotten)) {
                events = 0;
                decisions = 0;
            }
            before = line;
            lastSign = judgement ? lastSign : line;
            if (events >= settings.maxEvents()
                    || line.is("decision") && decisions >= settings.maxDecisions()) {
                line.overLimit = true;
                continue;
            }
            events++;
            decisions += line.is("decision") ? 1 : 0;
        }
    }

    // ---- what each event does, and where it ends

    private String place(int i) {
        Line e = line(i);
        if (e.overLimit) {
            return "over_limit";
        }
        switch (e.type) {
            case "decision" -> {
                refer(i, e.text("retry_of"), "regeneration");
                refer(i, e.text("escalated_from"), "escalation");
                return "used";
            }
            case "session_end" -> {
                leave(i, e.ts);
                return "used";
            }
            case "turn" -> {
                int answer = turnBefore(i, e.turn());
                String cue = e.text("cue");
                if (answer >= 0 && ("correction".equals(cue) || "rephrase".equals(cue))) {
                    signal(answer, cue, e.ts);
                    repairs.add(i);
                }
                return "used";
            }
            default -> {}
        }
        boolean named = e.decisionId() != null;
        if (!named && e.acts("copy")) {
            return "used";
        }
        int d = named ? named(i, e.decisionId()) : unnamed(i);
        if (d < 0) {
            return "orphan";
        }
        long age = e.ts - line(d).ts;
        if (age > settings.lateJoinMillis()) {
            return "orphan";
        }
        boolean late = age > settings.largestHorizon();
        if (e.is("judgement") || late && e.is("handoff")) {
            result.joins.add(e.type + " " + e.session + " " + line(d).decisionId() + line(d).ts);
            return "used";
        }
        if (late) {
            return "after_horizon";
        }
        String kind = kind(i, d);
        if (kind != null) {
            signal(d, kind, e.ts);
        }
        return "used";
    }

    private String kind(int i, int d) {
        Line e = line(i);
        return switch (e.type) {
            case "escalation" -> "escalation";
            case "handoff" -> "handoff";
            case "stream" -> {
                if (closing(d, lines.size()) != i) {
                    yield null;
                }
                boolean server = "server".equals(e.text("by"));
                yield switch (e.text("state")) {
                    case "aborted" -> server ? "failure" : "abandonment";
                    case "failed" -> "failure";
                    default -> null;
                };
            }
            case "action" ->
                    switch (e.text("action")) {
                        case "regenerate" -> "regeneration";
                        case "edit" -> "edit";
                        case "stop" -> closing(d, i) >= 0 ? null : "abandonment";
                        case "thumbs_up" -> "thumbs_up";
                        case "thumbs_down" -> "thumbs_down";
                        default -> null;
                    };
            default -> null;
        };
    }

    private void refer(int i, String id, String kind) {
        if (id != null && !id.equals(line(i).decisionId())) {
            int d = named(i, id);
            if (d >= 0) {
                signal(d, kind, line(i).ts);
            }
        }
    }

    private void signal(int d, String kind, long ts) {
        signals.add(new Signal(d, kind, ts));
    }

    // ---- which decision

    /** The latest earlier decision of this id, else the next one within the largest horizon. */
    private int named(int i, String id) {
        for (int j = i - 1; j >= 0; j--) {
            if (line(j).is("decision") && line(j).decisionId().equals(id)) {
                return j;
            }
        }
        for (int j = i + 1; j < lines.size(); j++) {
            if (line(j).is("decision") && line(j).decisionId().equals(id)) {
                return line(j).ts - line(i).ts <= settings.largestHorizon() ? j : -1;
            }
        }
        return -1;
    }

    private int unnamed(int i) {
        Line e = line(i);
        if (e.is("handoff")) {
            return last(i, d -> true);
        }
        if (e.acts("stop")) {
            return last(i, d -> closing(d, i) < 0);
        }
        if (e.acts("edit") && e.turn() >= 0) {
            int d = answerOf(i, e.turn());
            if (d >= 0) {
                return d;
            }
        }
        return last(i, d -> completed(d, i) || (!streamed(d, i) && !escalated(d, i)));
    }

    private int turnBefore(int i, int turn) {
        int d = answerOf(i, turn - 1);
        if (d >= 0) {
            return d;
        }
        int other = last(i, x -> line(x).turn() != turn);
        return other < 0 ? -1 : answerOf(i, line(other).turn());
    }

    private int answerOf(int i, int turn) {
        int d = last(i, x -> line(x).turn() == turn && completed(x, i));
        return d >= 0 ? d : last(i, x -> line(x).turn() == turn);
    }

    /** The last decision before event i in its life that fits. */
    private int last(int i, Predicate<Integer> fits) {
        for (int j = i - 1; j >= 0; j--) {
            if (line(j).is("decision") && life[j] == life[i] && fits.test(j)) {
                return j;
            }
        }
        return -1;
    }

    // ---- a decision's stream, as known before event `end`

    private boolean streamOf(int d, int e) {
        return line(e).is("stream") && named(e, line(e).decisionId()) == d;
    }

    private boolean streamed(int d, int end) {
        for (int e = 0; e < end; e++) {
            if (streamOf(d, e)) {
                return true;
            }
        }
        return false;
    }

    /**
     * An escalation closes its decision at that moment, whichever event says it and however late.
     */
    private boolean escalates(int d, int e) {
        Line event = line(e);
        if (event.is("escalation")) {
            return named(e, event.decisionId()) == d;
        }
        String from = event.is("decision") ? event.text("escalated_from") : null;
        return from != null && !from.equals(event.decisionId()) && named(e, from) == d;
    }

    private boolean escalated(int d, int end) {
        for (int e = 0; e < end; e++) {
            if (escalates(d, e)) {
                return true;
            }
        }
        return false;
    }

    /** The event that closed the decision's stream, or -1. */
    private int closing(int d, int end) {
        for (int e = 0; e < end; e++) {
            if (escalates(d, e)) {
                return e;
            }
            if (streamOf(d, e)) {
                String state = line(e).text("state");
                if (!"started".equals(state) && !"progress".equals(state)) {
                    return e;
                }
            }
        }
        return -1;
    }

    private boolean streamCompleted(int d, int end) {
        int e = closing(d, end);
        return e >= 0 && "completed".equals(line(e).text("state"));
    }

    /** Completed, and the answer shipped. */
    private boolean completed(int d, int end) {
        return streamCompleted(d, end) && !escalated(d, end);
    }

    // ---- leaving

    private void silences() {
        int before = -1;
        for (int i = 0; i <= lines.size(); i++) {
            if (i < lines.size() && line(i).type.equals("judgement")) {
                continue;
            }
            if (before >= 0) {
                long moment = line(before).ts + settings.idleMillis();
                boolean gap = i == lines.size() || line(i).ts > moment;
                if (gap && moment <= observedUntil) {
                    leave(before, moment);
                }
            }
            before = i;
        }
    }

    /** The user is gone after event i. */
    private void leave(int i, long moment) {
        int latest = -1;
        boolean acted = false;
        for (int j = 0; j <= i; j++) {
            if (life[j] != life[i]) {
                continue;
            }
            Line e = line(j);
            if (e.is("decision")) {
                latest = j;
                acted = false;
                if (streamed(j, i + 1) && closing(j, i + 1) < 0) {
                    signal(j, "abandonment", moment);
                }
            }
            acted |= e.is("turn") || e.is("action") || e.is("handoff");
        }
        if (latest >= 0 && !acted && completed(latest, i + 1)) {
            signal(latest, "quiet_exit", moment);
        }
    }

    // ---- outcomes

    private Row row(int d, long horizon) {
        Line decision = line(d);
        long until = decision.ts + horizon;
        TreeSet<String> kinds = new TreeSet<>();
        for (Signal s : signals) {
            if (s.decision == d && s.ts <= until) {
                kinds.add(s.kind);
            }
        }
        boolean rejected = false;
        for (SignalKind kind : SignalKind.values()) {
            rejected |=
                    kinds.contains(kind.label()) && (settings.rejectedSignals() & kind.bit()) != 0;
        }
        int end = 0;
        boolean followed = false;
        BigDecimal cost = money(decision);
        for (int e = 0; e < lines.size() && line(e).ts <= until; e++) {
            end = e + 1;
            boolean speaks = line(e).is("turn") || line(e).is("decision");
            followed |= e > d && life[e] == life[d] && speaks && line(e).turn() > decision.turn();
            if (streamOf(d, e) && money(line(e)) != null) {
                cost = money(line(e));
            }
        }
        return new Row(
                decision.session,
                decision.decisionId(),
                decision.ts,
                horizon,
                String.join(" ", kinds),
                rejected,
                followed,
                root(d),
                cost,
                streamed(d, end),
                streamCompleted(d, end),
                until <= observedUntil);
    }

    private boolean root(int d) {
        boolean root = line(d).text("retry_of") == null && line(d).text("escalated_from") == null;
        for (int e : repairs) {
            root &= !(e < d && life[e] == life[d] && line(e).turn() == line(d).turn());
        }
        return root;
    }

    private static BigDecimal money(Line line) {
        return line.json.hasNonNull("cost_usd")
                ? new BigDecimal(line.json.get("cost_usd").asText()).stripTrailingZeros()
                : null;
    }
}
