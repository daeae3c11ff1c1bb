/**
 * The threshold that the router should use, recommended from what randomised traffic showed. Plain
 * rules: sums of a period go in, a recommendation comes out; nothing here knows a clock or a job,
 * and nothing acts: a person, or a router that a person told to, applies it.
 */
package dev.routesight.control;
