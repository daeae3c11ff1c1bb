package dev.routesight.metrics;

import dev.routesight.config.JdbcConfig;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the tables each time it is scraped. When the database does not answer, {@code
 * routesight_database_up} is 0 and nothing else is told.
 */
final class TableMetrics implements MultiCollector {
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):(dataset|cut|horizon)");
    private static final int LONGEST_SECONDS = 8;

    private final JdbcConfig database;
    private final MetricsRequest request;
    private final Consumer<String> talk;

    TableMetrics(JdbcConfig database, MetricsRequest request, Consumer<String> talk) {
        this.database = database;
        this.request = request;
        this.talk = talk;
    }

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        try (Connection connection = database.connect()) {
            for (TableMetric metric : TableMetric.ALL) {
                all.add(ask(connection, metric));
            }
        } catch (SQLException e) {
            talk.accept("the database: " + e.getMessage());
            return new MetricSnapshots(up(0));
        }
        all.add(up(1));
        return new MetricSnapshots(all);
    }

    private static GaugeSnapshot up(int value) {
        return GaugeSnapshot.builder()
                .name("routesight_database_up")
                .help("1 when the tables could be asked, else 0.")
                .dataPoint(
                        GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .labels(Labels.EMPTY)
                                .value(value)
                                .build())
                .build();
    }

    private MetricSnapshot ask(Connection connection, TableMetric metric) throws SQLException {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(metric.name()).help(metric.help());
        CounterSnapshot.Builder counter =
                CounterSnapshot.builder().name(metric.name()).help(metric.help());
        try (PreparedStatement statement = statement(connection, metric.query());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                Labels labels = labels(metric, rows);
                double value = rows.getDouble(metric.labels().size() + 1);
                if (metric.counter()) {
                    counter.dataPoint(
                            CounterSnapshot.CounterDataPointSnapshot.builder()
                                    .labels(labels)
                                    .value(value)
                                    .build());
                } else {
                    gauge.dataPoint(
                            GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                    .labels(labels)
                                    .value(value)
                                    .build());
                }
            }
        }
        return metric.counter() ? counter.build() : gauge.build();
    }

    private Labels labels(TableMetric metric, ResultSet rows) throws SQLException {
        Labels labels = Labels.of("dataset", request.dataset());
        for (int i = 0; i < metric.labels().size(); i++) {
            labels = labels.add(metric.labels().get(i), rows.getString(i + 1));
        }
        return labels;
    }

    private PreparedStatement statement(Connection connection, String query) throws SQLException {
        Matcher parameters = PARAMETER.matcher(query);
        PreparedStatement statement = connection.prepareStatement(parameters.replaceAll("?"));
        statement.setQueryTimeout(LONGEST_SECONDS);
        parameters.reset();
        for (int i = 1; parameters.find(); i++) {
            switch (parameters.group(1)) {
                case "dataset" -> statement.setString(i, request.dataset());
                case "cut" -> statement.setString(i, request.cut());
                default -> statement.setLong(i, request.horizonSeconds());
            }
        }
        return statement;
    }
}
