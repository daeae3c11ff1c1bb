package dev.routesight.event;

import java.util.Map;

/** What another policy would have done: its probability of each route. */
public record CandidatePolicy(String policy, Map<String, Double> probabilities) {}
