package dev.routesight.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a user does next when an answer is there (or, for abandon, before it is). */
enum Reaction {
    CORRECTION,
    REPHRASE,
    REGENERATE,
    EDIT,
    ABANDON,
    HANDOFF,
    THUMBS_DOWN,
    THUMBS_UP,
    COPY,
    FOLLOW_UP,
    LEAVE;

    static final Map<String, Double> USUAL_TO_BAD =
            Map.ofEntries(
                    Map.entry("correction", 0.22),
                    Map.entry("rephrase", 0.14),
                    Map.entry("regenerate", 0.14),
                    Map.entry("edit", 0.06),
                    Map.entry("abandon", 0.10),
                    Map.entry("handoff", 0.03),
                    Map.entry("thumbs_down", 0.06),
                    Map.entry("copy", 0.03),
                    Map.entry("follow_up", 0.08),
                    Map.entry("leave", 0.14));
    static final Map<String, Double> USUAL_TO_GOOD =
            Map.ofEntries(
                    Map.entry("correction", 0.004),
                    Map.entry("rephrase", 0.006),
                    Map.entry("regenerate", 0.01),
                    Map.entry("edit", 0.01),
                    Map.entry("abandon", 0.015),
                    Map.entry("handoff", 0.002),
                    Map.entry("thumbs_down", 0.001),
                    Map.entry("thumbs_up", 0.05),
                    Map.entry("copy", 0.15),
                    Map.entry("follow_up", 0.45),
                    Map.entry("leave", 0.3));

    /** Draws from weights by name; the order of the map does not matter. */
    static Weighted<Reaction> drawnFrom(Map<String, Double> weights) {
        List<Reaction> known = new ArrayList<>();
        for (Reaction reaction : values()) {
            if (weights.containsKey(reaction.label())) {
                known.add(reaction);
            }
        }
        for (String name : weights.keySet()) {
            ScenarioCheck.require(
                    known.stream().anyMatch(r -> r.label().equals(name)),
                    "behaviour: unknown reaction " + name);
        }
        return Weighted.of(known, r -> weights.get(r.label()));
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
