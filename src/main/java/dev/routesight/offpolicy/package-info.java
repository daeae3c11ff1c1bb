/**
 * What another routing policy would have been worth, from the log of the one that ran: importance
 * weighting, outcome models and both together, with intervals, and a refusal in words where the log
 * cannot tell.
 */
package dev.routesight.offpolicy;
