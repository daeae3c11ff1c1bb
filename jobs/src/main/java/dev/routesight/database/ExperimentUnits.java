package dev.routesight.database;

import dev.routesight.calibration.ArmSums;
import dev.routesight.calibration.UnitSum;
import dev.routesight.config.JdbcConfig;
import dev.routesight.stats.UnitSums;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What {@code experiment_unit} says about the arms of an experiment. */
public final class ExperimentUnits {
    /** What a decision may have: rejected, and each kind of signal. */
    public static final List<UnitSum> SIGNALS =
            Arrays.stream(UnitSum.values())
                    .filter(s -> s.ordinal() >= UnitSum.ESCALATION.ordinal())
                    .filter(s -> s.ordinal() <= UnitSum.QUIET_EXIT.ordinal())
                    .collect(Collectors.toList());

    static {
        SIGNALS.add(0, UnitSum.REJECTED);
    }

    /**
     * One arm.
     *
     * @param bySignal sums by bucket of the unit, of each of {@link #SIGNALS}
     * @param rejected sums over units: y rejected decisions in the experiment, x before it
     */
    public record ArmData(
            long units, long crossed, Map<UnitSum, ArmSums> bySignal, UnitSums rejected) {}

    /**
     * All arms.
     *
     * @param asOf event time up to which rows count; null without any
     */
    public record Read(Map<String, ArmData> arms, Instant asOf) {}

    private final JdbcConfig database;
    private final String dataset;
    private final long horizonSeconds;

    public ExperimentUnits(JdbcConfig database, String dataset, long horizonSeconds) {
        this.database = database;
        this.dataset = dataset;
        this.horizonSeconds = horizonSeconds;
    }

    /** Reads one experiment. */
    public Read read(String experiment) throws SQLException {
        try (Connection connection = database.connect()) {
            return read(connection, experiment);
        }
    }

    /** The same over a connection that is open. */
    public Read read(Connection connection, String experiment) throws SQLException {
        String sums =
                Arrays.stream(UnitSum.values())
                        .map(s -> "sum(" + s.column() + ")::float8")
                        .collect(Collectors.joining(", "));
        String sql =
                "select arm, bucket, count(*), count(*) filter (where crossed), max(as_of),"
                        + " sum(rejected::numeric * rejected)::float8, sum(before_rejected *"
                        + " rejected::numeric)::float8, sum(before_rejected::numeric *"
                        + " before_rejected)::float8, "
                        + sums
                        + " from experiment_unit where dataset = ? and experiment = ? and"
                        + " horizon_seconds = ? group by arm, bucket order by arm, bucket";
        Map<String, ArmData> arms = new TreeMap<>();
        Instant asOf = null;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, dataset);
            statement.setString(2, experiment);
            statement.setLong(3, horizonSeconds);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    arms.merge(row.getString(1), arm(row), ExperimentUnits::sum);
                    Instant time = row.getObject(5, OffsetDateTime.class).toInstant();
                    asOf = asOf == null || time.isAfter(asOf) ? time : asOf;
                }
            }
        }
        return new Read(arms, asOf);
    }

    private static ArmData arm(ResultSet row) throws SQLException {
        long units = row.getLong(3);
        Map<UnitSum, ArmSums> bySignal = new TreeMap<>();
        for (UnitSum signal : SIGNALS) {
            bySignal.put(
                    signal,
                    new ArmSums(row.getString(1))
                            .add(
                                    row.getInt(2),
                                    units,
                                    of(row, UnitSum.DECISIONS),
                                    of(row, signal),
                                    of(row, UnitSum.TO_REFERENCE),
                                    of(row, UnitSum.COST_USD)));
        }
        UnitSums rejected =
                new UnitSums(
                        units,
                        of(row, UnitSum.REJECTED),
                        of(row, UnitSum.BEFORE_REJECTED),
                        row.getDouble(6),
                        row.getDouble(7),
                        row.getDouble(8));
        return new ArmData(units, row.getLong(4), bySignal, rejected);
    }

    private static ArmData sum(ArmData one, ArmData other) {
        one.bySignal().forEach((signal, sums) -> sums.addAll(other.bySignal().get(signal)));
        return new ArmData(
                one.units() + other.units(),
                one.crossed() + other.crossed(),
                one.bySignal(),
                one.rejected().plus(other.rejected()));
    }

    private static double of(ResultSet row, UnitSum sum) throws SQLException {
        return row.getDouble(9 + sum.ordinal());
    }
}
