package dev.routesight.cli;

import dev.routesight.config.JdbcConfig;
import dev.routesight.config.JobConfig;
import dev.routesight.database.LabelImport;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes what people said of drawn decisions into the database. */
@Command(
        name = "import-labels",
        description = {
            "Reads the CSV that sample-labels printed, with true or false in its column label, into"
                    + " the table signal_label; the view corrected_rate then gives honest rates."
                    + " Rows with an empty label are left out. A label given before is overwritten."
                    + " Either all of a file is taken or nothing.",
            "Columns are found by the names in the first line, in any order; turn, route,"
                    + " query_shape, language, fired and labelled_by may be missing.",
        },
        footer = {
            "  ./routesight sample-labels --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --signal correction > labels.csv",
            "  ./routesight import-labels --jdbc-url jdbc:postgresql://localhost/routesight \\",
            "      --input labels.csv --by ada",
        })
final class ImportLabelsCommand implements Callable<Integer> {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Map<String, String> environment;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;
    @Mixin private DatabaseOptions databaseOptions;

    @Option(
            names = "--input",
            required = true,
            paramLabel = "FILE",
            description = "The labelled CSV, in UTF-8.")
    private Path input;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who labelled, where the file has no labelled_by.")
    private String labelledBy;

    ImportLabelsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws Exception {
        JobConfig config = databaseOptions.reader(environment).read();
        JdbcConfig database = DatabaseOptions.databaseOf(config);
        if (!Files.isRegularFile(input) || !Files.isReadable(input)) {
            throw new UsageException("--input " + input + ": is no file that can be read");
        }
        try (BufferedReader csv =
                new BufferedReader(
                        new InputStreamReader(
                                Files.newInputStream(input),
                                StandardCharsets.UTF_8.newDecoder()))) {
            LabelImport.Taken taken = new LabelImport(database).take(columns(csv), csv, labelledBy);
            spec.commandLine()
                    .getErr()
                    .println(
                            "took %d labels; %d rows had none"
                                    .formatted(taken.labelled(), taken.blank()));
        } catch (LabelImport.Refused e) {
            throw new UsageException(input + " " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new UsageException(input + ": is not UTF-8");
        }
        return 0;
    }

    /** The names in the first line, each known. */
    private List<String> columns(BufferedReader csv) throws IOException {
        String header = csv.readLine();
        if (header == null || header.isBlank()) {
            throw new UsageException(input + ": the first line has no names of columns");
        }
        if (header.charAt(0) == BYTE_ORDER_MARK) {
            header = header.substring(1);
        }
        List<String> columns = new ArrayList<>();
        for (String name : header.split(",", -1)) {
            String plain = name.replace("\"", "").strip().toLowerCase(Locale.ROOT);
            if (!LabelImport.REQUIRED.contains(plain) && !LabelImport.OPTIONAL.contains(plain)) {
                throw new UsageException(
                        input + ": there is no column '" + plain + "' in signal_label");
            }
            if (columns.contains(plain)) {
                throw new UsageException(input + ": column " + plain + " is there twice");
            }
            columns.add(plain);
        }
        for (String name : LabelImport.REQUIRED) {
            if (!columns.contains(name)) {
                throw new UsageException(input + ": column " + name + " is missing");
            }
        }
        return columns;
    }
}
