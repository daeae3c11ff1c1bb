/**
 * Answers that are read from the tables and worked out by the plain rules, for whoever shows them:
 * commands as text, the report as a page.
 */
package dev.routesight.answer;
