/**
 * Is a cascade's gate worth having, and does it stop the right answers? A verifier scores the
 * answers of a cheap route; those that score below the gate's threshold are escalated, and users
 * see another route's answer instead. What would have become of the other choice is known only
 * where chance made it.
 */
package dev.routesight.cascade;
