package dev.routesight.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.config.JobConfig;
import dev.routesight.testing.TestDatabases;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The incident from events on, one seed: 200,000 decisions a day of 60,000 users, the share of
 * misrouted ones .8 % and from day 42 on rising to 16 % in 28 days, sticky by user; misrouted
 * answers are rejected at 20 % instead of 8 %; rhythms of day and week. Ten million decisions: the
 * simulation ends where the share passes 4 %.
 */
@Tag("profile")
class IncidentITCase {
    private static final int USERS = 60_000;
    private static final int PER_DAY = 200_000;
    private static final int HEALTHY_DAYS = 42;
    private static final int DAYS = HEALTHY_DAYS + 6;
    private static final double RATE = 0.08;
    private static final double EXTRA = 0.12 / 0.92;
    private static final double ICC = 0.05;
    private static final long MONDAY = Instant.parse("2026-01-05T00:00:00Z").toEpochMilli();
    private static final long DAY = 86_400_000L;

    @TempDir private static Path folder;

    private final SplittableRandom random = new SplittableRandom(20_260_105);
    private final double[] rejects = new double[USERS];

    private static double share(double day) {
        return 0.008 + 0.152 * Math.min(1, Math.max(0, day - HEALTHY_DAYS) / 28);
    }

    @Test
    void noAlertWhileHealthyAndOneWhileTheShareIsUnderFourPercent() throws Exception {
        BetaDistribution users =
                BetaDistribution.of(RATE * (1 / ICC - 1), (1 - RATE) * (1 / ICC - 1));
        for (int u = 0; u < USERS; u++) {
            rejects[u] = users.inverseCumulativeProbability(random.nextDouble());
        }
        List<Path> files = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            files.add(write(day));
        }
        try (TestDatabases databases = new TestDatabases()) {
            JobConfig config =
                    databases.create(
                            "incident",
                            "dataset=incident",
                            "parallelism=2",
                            "horizons=[30m]",
                            "cuts=[[]]",
                            "tally.buckets=none",
                            "decision-outcome=off",
                            "drift.signals=[rejected]",
                            "drift.rhythm=day_and_weekend",
                            "drift.max-tests=100");
            BatchRun.run(config, files);
            try (Connection connection = config.jdbc().connect();
                    Statement statement = connection.createStatement();
                    ResultSet alert =
                            statement.executeQuery(
                                    "select opened_at, since, summary from drift_alert order by"
                                            + " opened_at")) {
                assertThat(alert.next()).as("an alert").isTrue();
                Instant opened = alert.getObject(1, OffsetDateTime.class).toInstant();
                double days =
                        Duration.between(Instant.ofEpochMilli(MONDAY), opened).toMinutes() / 1440.0;
                System.out.printf(
                        Locale.ROOT,
                        "[incident] alert on day %.2f, %.2f days into the ramp, share %.2f %%:"
                                + " %s%n",
                        days,
                        days - HEALTHY_DAYS,
                        100 * share(days),
                        alert.getString(3));
                assertThat(days).as("no alert while healthy").isGreaterThan(HEALTHY_DAYS);
                assertThat(share(days)).isLessThan(0.04);
            }
        }
    }

    private Path write(int day) throws IOException {
        Path file = folder.resolve("day" + day + ".ndjson");
        double ofWeek = day % 7 >= 5 ? 0.7 : 1.12;
        long number = day * 1_000_000L;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (int hour = 0; hour < 24; hour++) {
                double ofDay = 1 - 0.8 * Math.cos(2 * Math.PI * (hour - 3) / 24.0);
                long decisions = Math.round(PER_DAY / 24.0 * ofDay * ofWeek);
                for (long i = 0; i < decisions; i++) {
                    long ts = MONDAY + day * DAY + hour * 3_600_000L + random.nextLong(3_600_000L);
                    decide(out, number++, ts, hour, day);
                }
            }
        }
        return file;
    }

    private void decide(OutputStream out, long number, long ts, int hour, int day)
            throws IOException {
        int user = random.nextInt(USERS);
        double into = (ts - MONDAY) / (double) DAY;
        double rate = rejects[user];
        if (user < share(into) * USERS) {
            rate = 1 - (1 - rate) * (1 - EXTRA);
        }
        double season =
                (1 + 0.1 * Math.sin(2 * Math.PI * hour / 24.0)) * (day % 7 >= 5 ? 0.95 : 1.02);
        String id = Long.toString(number);
        StringBuilder lines = new StringBuilder(300);
        lines.append("{\"type\":\"decision\",\"event_id\":\"e").append(id);
        lines.append("\",\"ts\":").append(ts).append(",\"session_id\":\"s").append(id);
        lines.append("\",\"decision_id\":\"d").append(id);
        lines.append("\",\"turn\":0,\"route\":\"cheap\",\"user_id\":\"u").append(user);
        lines.append("\"}\n");
        if (random.nextDouble() < rate * season) {
            lines.append("{\"type\":\"action\",\"event_id\":\"a").append(id);
            lines.append("\",\"ts\":").append(ts + 60_000).append(",\"session_id\":\"s").append(id);
            lines.append("\",\"action\":\"thumbs_down\",\"decision_id\":\"d").append(id);
            lines.append("\"}\n");
        }
        out.write(lines.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
