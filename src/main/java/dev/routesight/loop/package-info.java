/**
 * A closed loop whose truth is known: a simulated router makes traffic with a threshold, a job
 * reads it, the router applies what the job recommends. What the job is, and how events reach it,
 * is not known here.
 */
package dev.routesight.loop;
