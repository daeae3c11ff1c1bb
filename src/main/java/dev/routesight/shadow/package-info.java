/**
 * Counterfactuals by double routing: some decisions are answered by another route too, and a judge
 * compares the two answers. From the rows of {@code judgement_tally}.
 */
package dev.routesight.shadow;
