/** Tells people of alerts: from the table alert_outbox to Alertmanager and to webhooks. */
package dev.routesight.notify;
