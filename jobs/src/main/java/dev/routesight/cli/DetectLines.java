package dev.routesight.cli;

import dev.routesight.drift.RowDetector;
import dev.routesight.drift.StratumTally;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Counts in, verdicts out, a CSV row each, in order; a verdict never waits for the next row. */
final class DetectLines {
    private final RowDetector detector;
    private final boolean reference;

    DetectLines(RowDetector.Settings settings) {
        this.detector = new RowDetector(settings);
        this.reference = settings.reference();
    }

    /**
     * Reads to the end of {@code in}; blank lines are skipped.
     *
     * @throws UsageException naming the first line that is not as it should be
     */
    void run(InputStream in, OutputStream out) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
        BufferedWriter rows =
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        try {
            String[] names = reference ? CountColumns.WITH_REFERENCE : CountColumns.ALONE;
            CountColumns columns = null;
            long number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank() || line.equals("\ufeff")) {
                    continue;
                }
                if (columns == null) {
                    columns = CountColumns.of(line, number, names);
                    rows.write(String.join(",", names) + ",e_value,state,odds_ratio,since\n");
                    if (columns.isHeader()) {
                        continue;
                    }
                }
                rows.write(answer(columns.read(line, number), number));
                if (!lines.ready()) {
                    rows.flush();
                }
            }
        } finally {
            rows.flush();
        }
    }

    private String answer(long[] counts, long number) {
        StratumTally tally;
        RowDetector.Row row;
        try {
            tally =
                    reference
                            ? new StratumTally("", counts[0], counts[1], counts[2], counts[3])
                            : StratumTally.of("", counts[0], counts[1]);
            row = detector.next(tally);
        } catch (IllegalArgumentException e) {
            throw new UsageException("line " + number + " of stdin: " + e.getMessage());
        }
        StringBuilder text = new StringBuilder(80);
        for (long count : counts) {
            text.append(count).append(',');
        }
        text.append(String.format(Locale.ROOT, "%.6g", row.eValue()));
        text.append(',').append(row.state().name().toLowerCase(Locale.ROOT)).append(',');
        if (row.since() > 0) {
            text.append(String.format(Locale.ROOT, "%.3f,%d", row.oddsRatio(), row.since()));
        } else {
            text.append(',');
        }
        return text.append('\n').toString();
    }
}
