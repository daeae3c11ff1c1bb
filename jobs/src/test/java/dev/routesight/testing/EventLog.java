package dev.routesight.testing;

import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A simulated day of bad and disordered events, ended by a heartbeat for each of four partitions
 * that is so far ahead that every row is final: so a live job writes the same rows as a backfill.
 */
public final class EventLog {
    public static final int PARTITIONS = 4;

    private static final Path SCENARIO = Path.of("../conf/scenarios/adversarial.yaml");
    private static final Pattern SESSION = Pattern.compile("\"session_id\":\"([^\"]*)\"");
    private static final Pattern END = Pattern.compile("\"event_id\":\"end-(\\d+)\"");

    private EventLog() {}

    /** The lines in order of arrival. */
    public static List<byte[]> of(long events) throws IOException {
        var scenario = ScenarioFile.read(SCENARIO).withEvents(events);
        List<byte[]> lines = new ArrayList<>();
        Simulation.events(scenario, lines::add);
        long end = scenario.start().plus(Duration.ofDays(12)).toEpochMilli();
        for (int i = 0; i < PARTITIONS; i++) {
            String heartbeat = "{\"type\":\"heartbeat\",\"event_id\":\"end-%d\",\"ts\":%d}";
            lines.add(heartbeat.formatted(i, end).getBytes(StandardCharsets.UTF_8));
        }
        return lines;
    }

    /** By session, but the last heartbeats one for each. */
    public static int partitionOf(byte[] line) {
        String text = new String(line, StandardCharsets.UTF_8);
        Matcher end = END.matcher(text);
        if (end.find()) {
            return Integer.parseInt(end.group(1));
        }
        Matcher session = SESSION.matcher(text);
        return Math.floorMod(session.find() ? session.group(1).hashCode() : 0, PARTITIONS);
    }

    public static Path write(List<byte[]> lines, Path file) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] line : lines) {
            all.writeBytes(line);
            all.write('\n');
        }
        return Files.write(file, all.toByteArray());
    }
}
