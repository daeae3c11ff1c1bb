package dev.routesight.control;

/**
 * Whose sums they are. Randomised traffic (explored or forced) tells what a route does to queries
 * of a bin; the policy's own tells how many there are and what is paid. Append only: the order is
 * in state.
 */
public enum Traffic {
    RANDOMISED_CHEAP,
    RANDOMISED_REFERENCE,
    POLICY_CHEAP,
    POLICY_REFERENCE;

    public static Traffic of(boolean randomised, boolean reference) {
        if (randomised) {
            return reference ? RANDOMISED_REFERENCE : RANDOMISED_CHEAP;
        }
        return reference ? POLICY_REFERENCE : POLICY_CHEAP;
    }
}
