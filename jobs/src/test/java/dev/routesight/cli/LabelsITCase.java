package dev.routesight.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.job.BatchRun;
import dev.routesight.label.Cohort;
import dev.routesight.label.CorrectedRate;
import dev.routesight.label.PredictionPowered;
import dev.routesight.label.RoganGladen;
import dev.routesight.label.Stratum;
import dev.routesight.testing.SameEvents;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;

/** From a backfill to honest rates, by the file that people label. */
class LabelsITCase {
    private static final String HEADER =
            "dataset,signal,horizon_seconds,session_id,decision_id,decision_ts,turn,route,"
                    + "query_shape,language,fired,inclusion_probability,label";

    @TempDir private static Path folder;
    private static EmbeddedDatabase database;
    private static Connection connection;

    private final Shell shell = new Shell();

    @BeforeAll
    static void backfillOnce() throws Exception {
        Path log =
                SameEvents.write(
                        new SameEvents(20_000).asSimulated(), folder.resolve("events.ndjson"));
        database = EmbeddedDatabase.start();
        JobConfig config = JobConfig.of("dataset=labels", "parallelism=2");
        BatchRun.run(config.writingTo(database.reached(config.jdbc())), List.of(log));
        connection = DriverManager.getConnection(database.url());
    }

    @AfterAll
    static void stop() throws Exception {
        connection.close();
        database.close();
    }

    @BeforeEach
    void noLabels() throws SQLException {
        execute("truncate signal_label");
    }

    @Test
    void whatPeopleLabelCorrectsTheRates() throws Exception {
        List<String> drawn = draw("rejected", 300);
        Path file = write("labels.csv", labelled(drawn, row -> true));

        assertThat(imports(file, "--by=ada")).as(shell.stderr()).isZero();
        assertThat(shell.stderr())
                .contains("took " + (drawn.size() - 1) + " labels; 0 rows had none");
        assertThat(number("select count(*) from signal_label where labelled_by = 'ada'"))
                .isEqualTo(drawn.size() - 1);
        ratesAreThoseOf(drawn, row -> true);
    }

    /** The file as a spreadsheet leaves it; a part was not labelled. */
    @Test
    void aSpreadsheetsFileIsReadAndRowsWithoutALabelAreLeftOut() throws Exception {
        List<String> drawn = draw("rejected", 200);
        Predicate<String[]> known = row -> Math.floorMod(row[4].hashCode(), 5) > 0;
        String text = "\uFEFF" + String.join("\r\n", labelled(drawn, known)) + "\r\n";
        Path file =
                write(
                        "sheet.csv",
                        List.of(text.replace(",true\r", ",TRUE\r").replace(",false\r", ",No\r")));

        assertThat(imports(file)).as(shell.stderr()).isZero();
        ratesAreThoseOf(drawn, known);
        // labelled again, the other way round
        Path other =
                write(
                        "again.csv",
                        labelled(drawn, known).stream()
                                .map(l -> l.replaceFirst(",false$", ",TRUE"))
                                .toList());
        assertThat(imports(other)).as(shell.stderr()).isZero();
        assertThat(number("select count(*) from signal_label where not label")).isZero();
    }

    /** What docs/wording.md shows for those who load the file with psql. */
    @Test
    void copyTakesTheSameFile() throws Exception {
        List<String> drawn = draw("rejected", 200);
        String documented =
                Files.readString(Path.of("../docs/wording.md"))
                        .lines()
                        .filter(line -> line.contains("\\copy signal_label"))
                        .findFirst()
                        .orElseThrow();
        String columns = documented.replaceFirst(".*signal_label (\\([^)]*\\)).*", "$1");
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "copy signal_label " + columns + " from stdin csv header",
                        new StringReader(String.join("\n", labelled(drawn, row -> true)) + "\n"));
        ratesAreThoseOf(drawn, row -> true);
    }

    @Test
    void aBadFileIsRefusedAsAWholeAndTheRowIsNamed() throws Exception {
        List<String> drawn = labelled(draw("rejected", 50), row -> true);
        String second = drawn.get(2);

        refused(List.of(HEADER, drawn.get(1), second.replaceFirst("(true|false)$", "maybe")))
                .contains("row 2, column label: \"maybe\": invalid input syntax for type boolean");
        refused(List.of(HEADER, drawn.get(1), second, second))
                .contains("row 3: duplicate key value violates unique constraint");
        refused(List.of(HEADER, drawn.get(1), second.replaceFirst("^labels,", "elsewhere,")))
                .contains("1 rows name no decision of decision_outcome, the first is row 2");
        refused(List.of(HEADER, drawn.get(1), "labels,rejected"))
                .contains("row 2: \"labels,rejected\": missing data for column");
        refused(List.of(HEADER.replace("label", "verdict"), drawn.get(1)))
                .contains("there is no column 'verdict' in signal_label");
        refused(List.of("dataset,signal", drawn.get(1)))
                .contains("column horizon_seconds is missing");
        refused(List.of("")).contains("the first line has no names of columns");
        Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {(byte) 0xe4, '\n'});
        assertThat(imports(latin)).isEqualTo(2);
        assertThat(number("select count(*) from signal_label")).isZero();
        assertThat(shell.run("import-labels", "--jdbc-url=" + database.url(), "--input=none"))
                .isEqualTo(2);
        assertThat(shell.stderr().lines().toList())
                .hasSize(2)
                .allMatch(line -> line.startsWith("routesight import-labels: "));
    }

    private org.assertj.core.api.AbstractStringAssert<?> refused(List<String> lines)
            throws IOException {
        Shell one = new Shell();
        Path file = write("bad.csv", lines);
        assertThat(one.run("import-labels", "--jdbc-url=" + database.url(), "--input=" + file))
                .isEqualTo(2);
        return assertThat(one.stderr()).hasLineCount(1).contains("bad.csv");
    }

    private int imports(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("import-labels", "--input=" + file));
        args.add("--jdbc-url=" + database.url());
        args.addAll(List.of(more));
        return shell.run(args.toArray(String[]::new));
    }

    private static List<String> draw(String signal, int perRoute) {
        Shell one = new Shell();
        assertThat(
                        one.run(
                                "sample-labels",
                                "--jdbc-url=" + database.url(),
                                "--dataset=labels",
                                "--signal=" + signal,
                                "--per-route=" + perRoute))
                .as(one.stderr())
                .isZero();
        List<String> lines = one.stdout().lines().toList();
        assertThat(lines.get(0)).isEqualTo(HEADER);
        assertThat(lines).hasSizeGreaterThan(20);
        return lines;
    }

    /**
     * A detector with misses and false alarms: the truth is drawn from the id and whether it fired.
     */
    private static boolean truth(String[] row) {
        int dice = Math.floorMod((row[3] + row[4]).hashCode(), 100);
        return row[10].equals("true") ? dice < 70 : dice < 4;
    }

    private static List<String> labelled(List<String> drawn, Predicate<String[]> known) {
        List<String> lines = new ArrayList<>(List.of(HEADER));
        for (String line : drawn.subList(1, drawn.size())) {
            String[] row = line.split(",", -1);
            assertThat(row).hasSize(13);
            lines.add(known.test(row) ? line + truth(row) : line);
        }
        return lines;
    }

    /** The view against the formulas in Java, from the file that was drawn and the decisions. */
    private static void ratesAreThoseOf(List<String> drawn, Predicate<String[]> known)
            throws SQLException {
        Map<String, Stratum[]> labels = new HashMap<>();
        for (String line : drawn.subList(1, drawn.size())) {
            String[] row = line.split(",", -1);
            if (!known.test(row)) {
                continue;
            }
            for (String cohort : List.of("{}", "{\"query_shape\":\"" + row[8] + "\"}")) {
                Stratum[] both =
                        labels.computeIfAbsent(
                                row[7] + cohort, c -> new Stratum[] {Stratum.EMPTY, Stratum.EMPTY});
                int fired = row[10].equals("true") ? 1 : 0;
                both[fired] = both[fired].plus(Double.parseDouble(row[11]), truth(row));
            }
        }
        int compared = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select * from corrected_rate")) {
            while (row.next()) {
                String route = row.getString("route");
                Cohort pooled = cohort(route, "{}", labels);
                Cohort cohort = cohort(route, row.getString("cohort"), labels);
                assertThat(row.getDouble("raw_rate"))
                        .isCloseTo((double) cohort.fired() / cohort.decisions(), within(1e-12));
                if (row.getString("cut").isEmpty()) {
                    same(row, "ppi", PredictionPowered.of(cohort));
                    same(row, "rg", RoganGladen.of(pooled, cohort.decisions(), cohort.fired()));
                    compared++;
                }
            }
        }
        assertThat(compared).isEqualTo(2);
    }

    private static Cohort cohort(String route, String cohort, Map<String, Stratum[]> labels)
            throws SQLException {
        String of =
                " from decision_outcome where complete and horizon_seconds = 1800 and route = '"
                        + route
                        + "' and ('"
                        + cohort
                        + "' = '{}' or query_shape = '"
                        + cohort
                        + "'::json ->> 'query_shape')";
        Stratum[] both =
                labels.getOrDefault(route + cohort, new Stratum[] {Stratum.EMPTY, Stratum.EMPTY});
        return new Cohort(
                (long) number("select count(*)" + of),
                (long) number("select count(*)" + of + " and rejected"),
                both[1],
                both[0]);
    }

    private static void same(ResultSet row, String name, CorrectedRate rate) throws SQLException {
        assertThat(row.getDouble(name + "_rate")).isCloseTo(rate.rate(), within(1e-9));
        assertThat(row.getDouble(name + "_low")).isCloseTo(rate.low(), within(1e-7));
        assertThat(row.getDouble(name + "_high")).isCloseTo(rate.high(), within(1e-7));
        assertThat(rate.low()).isLessThan(rate.rate());
    }

    private static Path write(String name, List<String> lines) throws IOException {
        String text = String.join("\n", lines) + (lines.size() > 1 ? "\n" : "");
        return Files.write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static double number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getDouble(1);
        }
    }
}
