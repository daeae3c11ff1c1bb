package dev.routesight.simulate;

import java.util.Map;

/**
 * Who talks in a session: recurring users keep language, labels and arm.
 *
 * @param user number; -1 when anonymous
 * @param arm of the experiment; null without one
 * @param fragment the user id and labels, ready to be written into a decision
 */
record Visitor(
        int user, String language, Map<String, String> labels, Scenario.Arm arm, byte[] fragment) {}
