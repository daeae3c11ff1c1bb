/** What makes telling others reliable: when to try again, and a signature that they can check. */
package dev.routesight.delivery;
