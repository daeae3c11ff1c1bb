/**
 * The page that people look at. Each section reads views and tables in one read-only transaction
 * and calls the plain rules for what SQL does not do; the page only shows what sections say.
 */
package dev.routesight.report;
