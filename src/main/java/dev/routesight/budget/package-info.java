/**
 * How much traffic to explore, to force or to double-route, so that a difference that matters can
 * be seen: what a share of traffic buys, and what it costs.
 */
package dev.routesight.budget;
