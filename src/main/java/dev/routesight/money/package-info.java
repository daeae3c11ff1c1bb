/** What routing saves, what misrouting costs, and whether the one is worth the other. In USD. */
package dev.routesight.money;
