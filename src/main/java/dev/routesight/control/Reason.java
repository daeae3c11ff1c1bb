package dev.routesight.control;

import java.util.Locale;

/** Why a recommendation is what it is. */
public enum Reason {
    CHEAPER("the cheapest threshold is cheaper by more than the dead band, and harm is bounded"),
    STEP("as far towards the cheapest threshold as one step may go"),
    DEAD_BAND("no threshold is cheaper by more than the dead band"),
    NOT_PROVEN("a cheaper threshold is likely, but its harm is not bounded yet"),
    COOL_DOWN("a change was proposed or made a short time ago"),
    SEVERAL_THRESHOLDS("the router decides with several thresholds at once"),
    NO_THRESHOLD("decisions carry no threshold"),
    NO_COST("the cost of a route is not known"),
    NO_EXPLORATION("a route has no randomised traffic where the decision needs it"),
    TOO_LITTLE("too few randomised decisions of a route"),
    DRIFT("quality drifted after the change was adopted"),
    HARM("randomised traffic since the change shows harm beyond the bound"),
    BACK_IS_WORSE("quality drifted after the change, but going back would cost more");

    private final String sentence;

    Reason(String sentence) {
        this.sentence = sentence;
    }

    /** A short code, as it is written. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String sentence() {
        return sentence;
    }
}
