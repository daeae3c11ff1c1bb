/**
 * Intervals, contrasts and tests from counts and sums alone. Nothing here knows what a route is;
 * every class gives its formula, units and source. Doubles are added only here, after the tallies.
 */
package dev.routesight.stats;
