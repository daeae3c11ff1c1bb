package dev.routesight.attribution;

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

    private final String label;

    SignalKind(String label) {
        this.label = label;
    }

    /** The kind's name in events, tables and configuration. */
    public String label() {
        return label;
    }

    public int bit() {
        return 1 << ordinal();
    }
}
