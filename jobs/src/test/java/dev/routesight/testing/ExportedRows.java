package dev.routesight.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The exported rows of a dataset by table, without where in its source an event stood. */
public final class ExportedRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNTING = "job_accounting.ndjson";

    private ExportedRows() {}

    /**
     * File name to its lines, those of stray and malformed events sorted without their position.
     */
    public static Map<String, List<String>> in(Path folder) throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                List<String> lines = Files.readAllLines(file);
                rows.put(name, name.equals(ACCOUNTING) ? summed(lines) : withoutPosition(lines));
            }
        }
        return rows;
    }

    private static List<String> withoutPosition(List<String> lines) throws IOException {
        if (lines.isEmpty() || !JSON.readTree(lines.get(0)).has("position")) {
            return lines;
        }
        String[] bare = new String[lines.size()];
        for (int i = 0; i < bare.length; i++) {
            ObjectNode row = (ObjectNode) JSON.readTree(lines.get(i));
            bare[i] = row.without(List.of("source", "position")).toString();
        }
        return Stream.of(bare).sorted().toList();
    }

    private static List<String> summed(List<String> lines) throws IOException {
        Map<String, Long> events = new TreeMap<>();
        for (String line : lines) {
            var row = JSON.readTree(line);
            events.merge(row.get("place").asText(), row.get("events").asLong(), Long::sum);
        }
        return events.entrySet().stream().map(Object::toString).toList();
    }
}
