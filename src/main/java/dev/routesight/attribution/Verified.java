package dev.routesight.attribution;

/**
 * What the verifier of a cascade said around a decision. Higher scores are better answers; a low
 * one is refused.
 *
 * @param verifier who; empty when unknown
 * @param score of the decision's own answer; null without one
 * @param refusedScore of the answer that was refused before, where this decision's came instead;
 *     null without one
 */
public record Verified(String verifier, Double score, Double refusedScore) {}
