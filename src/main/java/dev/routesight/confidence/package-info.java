/**
 * Is the router's score (predicted need of the reference route), or a verifier's, related to what
 * happened? On randomised traffic; on policy traffic the score decides who is seen, and everything
 * here is range-restricted.
 */
package dev.routesight.confidence;
