package dev.routesight.reference;

import dev.routesight.attribution.AttributionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rules of signals and attribution read literally and without care for speed: all events are
 * sorted first, then everything is decided. Texts are left out.
 */
final class Reference {
    final List<Row> rows = new ArrayList<>();
    final List<String> joins = new ArrayList<>();
    final List<String> orphans = new ArrayList<>();
    final Map<String, Integer> places = new TreeMap<>();

    Reference(List<String> texts, AttributionSettings settings) {
        Map<String, List<Line>> sessions = new TreeMap<>();
        long observedUntil = Long.MIN_VALUE;
        for (String text : texts) {
            if (text.isBlank()) {
                continue;
            }
            Line line = new Line(text);
            if (line.refusedAs != null) {
                place(line.refusedAs);
                continue;
            }
            if (!line.is("eval")) {
                observedUntil = Math.max(observedUntil, line.ts);
            }
            if (line.is("eval") || line.is("heartbeat")) {
                place("used");
            } else {
                sessions.computeIfAbsent(line.session, s -> new ArrayList<>()).add(line);
            }
        }
        for (List<Line> lines : sessions.values()) {
            lines.sort(Line.ORDER);
            List<Line> kept = withoutDuplicates(lines, settings.duplicateSpan());
            new ReferenceSession(kept, settings, observedUntil, this).decide();
        }
    }

    void place(String name) {
        places.merge(name, 1, Integer::sum);
    }

    private List<Line> withoutDuplicates(List<Line> lines, long span) {
        List<Line> kept = new ArrayList<>();
        for (Line line : lines) {
            boolean duplicate = false;
            for (Line other : kept) {
                boolean sameEvent = other.id.equals(line.id);
                boolean sameDecision =
                        line.is("decision")
                                && other.is("decision")
                                && line.decisionId().equals(other.decisionId());
                duplicate |= (sameEvent || sameDecision) && line.ts <= other.ts + span;
            }
            if (duplicate) {
                place("duplicate");
            } else {
                kept.add(line);
            }
        }
        return kept;
    }
}
