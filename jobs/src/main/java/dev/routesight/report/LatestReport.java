package dev.routesight.report;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The report of the last moments, read anew when it is older: once, however many ask. */
final class LatestReport {
    /** Reads a report. */
    interface Source {
        Report read() throws SQLException;
    }

    /** A report and its page. */
    record Page(Report report, String html, Instant readAt) {}

    private final Source source;
    private final ReportPage page;
    private final Duration keep;
    private final Clock clock;
    private Page latest;

    LatestReport(Source source, ReportPage page, Duration keep, Clock clock) {
        this.source = source;
        this.page = page;
        this.keep = keep;
        this.clock = clock;
    }

    synchronized Page get() throws SQLException {
        Instant now = clock.instant();
        if (latest == null || !now.isBefore(latest.readAt().plus(keep))) {
            Report report = source.read();
            latest = new Page(report, page.of(report, (int) keep.toSeconds()), now);
        }
        return latest;
    }
}
