package dev.routesight.benchmark;

/**
 * What one run took.
 *
 * @param seconds by the clock, from the job's submission to its end
 * @param cpuSeconds of all cores, by the whole process; hardly moved by what else the machine does
 */
record Taken(double seconds, double cpuSeconds) {}
