package dev.routesight.metrics;

import java.util.List;

/**
 * A metric and the query that gives it: label values in order, the number last. In the query {@code
 * :dataset}, {@code :cut} and {@code :horizon} stand for what is looked at. Every one is bounded in
 * its number of series, whatever the traffic is called.
 *
 * @param name without {@code _total}, which a counter gets when it is shown
 */
record TableMetric(String name, boolean counter, String help, List<String> labels, String query) {
    private static final String LAST_DAY =
            """
            dataset = :dataset and cut = :cut and horizon_seconds = :horizon
              and window_start > (
                select max(window_start) - interval '1 day' from cohort_tally
                where dataset = :dataset and cut = :cut and horizon_seconds = :horizon)
            """;

    /** The 20 busiest routes keep their names. */
    private static final String BY_ROUTE =
            """
            with day as (
              select route, signal, sum(decisions) as decisions, sum(events) as events
              from signal_rate where %s group by route, signal),
            busiest as (
              select route from day where signal = 'rejected' order by decisions desc, route limit 20),
            named as (
              select case when route in (select route from busiest) then route else '__other__' end
                as name, signal, decisions, events from day)
            """
                    .formatted(LAST_DAY);

    static final List<TableMetric> ALL =
            List.of(
                    new TableMetric(
                            "routesight_tally_as_of_timestamp_seconds",
                            false,
                            "Event time up to which the tallies count, Unix seconds; the clock less"
                                    + " this is how old the newest data is.",
                            List.of(),
                            "select extract(epoch from max(as_of)) from cohort_tally where "
                                    + LAST_DAY
                                    + " having count(*) > 0"),
                    new TableMetric(
                            "routesight_day_decisions",
                            false,
                            "Decisions of the last 24 hours of final and complete windows.",
                            List.of("route"),
                            BY_ROUTE
                                    + "select name, sum(decisions) from named"
                                    + " where signal = 'rejected' group by name"),
                    new TableMetric(
                            "routesight_day_signals",
                            false,
                            "Decisions among them that had the signal.",
                            List.of("route", "signal"),
                            BY_ROUTE
                                    + "select name, signal, sum(events) from named"
                                    + " group by name, signal"),
                    new TableMetric(
                            "routesight_open_alerts",
                            false,
                            "Alerts on drift that are open.",
                            List.of("signal", "direction"),
                            "select signal, direction, count(*) from drift_alert"
                                    + " where dataset = :dataset and state = 'open'"
                                    + " group by signal, direction"),
                    new TableMetric(
                            "routesight_alert_ratio",
                            false,
                            "Rate now / before of each open alert, the newest 100.",
                            List.of("alert_id", "signal", "direction", "cut", "cohort", "route"),
                            "select alert_id, signal, direction, cut, cohort, route, ratio"
                                    + " from active_alert where dataset = :dataset"
                                    + " order by opened_at desc, alert_id limit 100"),
                    new TableMetric(
                            "routesight_events",
                            true,
                            "Events by the place where they ended, and events_read.",
                            List.of("place"),
                            "select place, sum(events) from job_accounting"
                                    + " where dataset = :dataset and place <> 'pending'"
                                    + " group by place"),
                    new TableMetric(
                            "routesight_pending_events",
                            false,
                            "Events that were read and are not settled yet.",
                            List.of(),
                            "select sum(events) from job_accounting where dataset = :dataset and"
                                    + " place = 'pending' having count(*) > 0"),
                    new TableMetric(
                            "routesight_undelivered_messages",
                            false,
                            "Messages about alerts that were sent in vain: waiting to be sent"
                                    + " again, or given up (dead).",
                            List.of("receiver", "state"),
                            "select r.receiver, s.state, count(u.id) from alert_receiver r"
                                    + " cross join (values ('waiting'), ('dead')) as s (state)"
                                    + " left join undelivered_alert u on u.dataset = r.dataset"
                                    + " and u.receiver = r.receiver and u.state = s.state"
                                    + " where r.dataset = :dataset group by r.receiver, s.state"));
}
