/**
 * Calibration by deliberate misrouting: concurrent randomised arms (all to cheap, all to the
 * reference, live routing) show the range there is and how much of it the router recovers.
 */
package dev.routesight.calibration;
