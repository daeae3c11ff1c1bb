package dev.routesight.attribution;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The kinds of downstream behaviour; a set of them is a bit set by ordinal. Append only: ordinals
 * are in state.
 */
public enum SignalKind {
    ESCALATION("escalation"),
    REGENERATION("regeneration"),
    EDIT("edit"),
    REPHRASE("rephrase"),
    CORRECTION("correction"),
    ABANDONMENT("abandonment"),
    HANDOFF("handoff"),
    THUMBS_DOWN("thumbs_down"),
    THUMBS_UP("thumbs_up"),
    FAILURE("failure"),
    QUIET_EXIT("quiet_exit");

    private static final Set<String> LABELS =
            Arrays.stream(values()).map(SignalKind::label).collect(Collectors.toUnmodifiableSet());

    private final String label;

    SignalKind(String label) {
        this.label = label;
    }

    /** The kind's name in events, tables and configuration. */
    public String label() {
        return label;
    }

    /** Whether some kind has this name. */
    public static boolean isLabel(String name) {
        return LABELS.contains(name);
    }

    public int bit() {
        return 1 << ordinal();
    }
}
