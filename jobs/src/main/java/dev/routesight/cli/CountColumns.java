package dev.routesight.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Where a CSV of counts has its columns: by a header's names, or in their order without one. */
final class CountColumns {
    static final String[] ALONE = {"n", "x"};
    static final String[] WITH_REFERENCE = {"n", "x", "n_ref", "x_ref"};

    private final String[] names;
    private final int[] places;
    private final int width;
    private final boolean header;

    private CountColumns(String[] names, int[] places, int width, boolean header) {
        this.names = names;
        this.places = places;
        this.width = width;
        this.header = header;
    }

    /** Found in the first line that is not blank. */
    static CountColumns of(String line, long number, String[] names) {
        List<String> cells = cells(line);
        int[] places = new int[names.length];
        if (cells.stream().noneMatch(cell -> cell.matches(".*[A-Za-z].*"))) {
            if (cells.size() != 2 && cells.size() != 4 || cells.size() < names.length) {
                throw new UsageException(
                        "line %d of stdin: %d columns, but %s are expected%s"
                                .formatted(
                                        number,
                                        cells.size(),
                                        String.join(",", names),
                                        names.length == 2 ? " (or n,x,n_ref,x_ref)" : ""));
            }
            Arrays.setAll(places, i -> i);
            return new CountColumns(names, places, cells.size(), false);
        }
        List<String> lower = cells.stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
        for (int i = 0; i < names.length; i++) {
            places[i] = lower.indexOf(names[i]);
            if (places[i] < 0) {
                throw new UsageException(
                        "line %d of stdin: the header has no column %s"
                                .formatted(number, names[i]));
            }
        }
        return new CountColumns(names, places, cells.size(), true);
    }

    /** Whether the line that this came from is a header. */
    boolean isHeader() {
        return header;
    }

    /** The counts of a line, in the order of the names. */
    long[] read(String line, long number) {
        List<String> cells = cells(line);
        if (cells.size() != width) {
            throw new UsageException(
                    "line %d of stdin: %d columns, but %d before"
                            .formatted(number, cells.size(), width));
        }
        long[] counts = new long[places.length];
        for (int i = 0; i < places.length; i++) {
            String cell = cells.get(places[i]);
            try {
                counts[i] = Long.parseLong(cell);
            } catch (NumberFormatException e) {
                throw new UsageException(
                        "line %d of stdin: %s is not a whole number: '%s'"
                                .formatted(number, names[i], cell));
            }
            if (counts[i] < 0 || counts[i] > 1_000_000_000_000L) {
                throw new UsageException(
                        "line %d of stdin: %s must lie between 0 and 1e12, not %s"
                                .formatted(number, names[i], cell));
            }
        }
        return counts;
    }

    private static List<String> cells(String line) {
        String text = line.startsWith("\ufeff") ? line.substring(1) : line;
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }
}
