package dev.routesight.testing;

import dev.routesight.simulate.Scenario;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One adversarial log, in any order of arrival that the allowed out-of-orderness permits. */
public final class SameEvents {
    private static final Path SCENARIO = Path.of("../conf/scenarios/adversarial.yaml");
    private static final Pattern TS = Pattern.compile("\"ts\":(\\d+)");
    private static final int OUT_OF_ORDERNESS = 30_000;

    private final List<byte[]> lines = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    /** As many events, about, with broken lines, unknown types and copies among them. */
    public SameEvents(long events) throws IOException {
        Scenario scenario = ScenarioFile.read(SCENARIO).withEvents(events);
        Simulation.events(
                scenario,
                line -> {
                    Matcher ts = TS.matcher(new String(line, StandardCharsets.UTF_8));
                    long before = times.isEmpty() ? 0 : times.get(times.size() - 1);
                    lines.add(line);
                    times.add(ts.find() ? Long.parseLong(ts.group(1)) : before);
                });
    }

    /** When its events begin. */
    public static Instant start() throws IOException {
        return ScenarioFile.read(SCENARIO).start();
    }

    public int size() {
        return lines.size();
    }

    /** As they came: half of them late by up to the bound. */
    public List<byte[]> asSimulated() {
        return lines;
    }

    public List<byte[]> inOrder() {
        return sortedBy(times);
    }

    /** Every one late by up to the bound. */
    public List<byte[]> shuffled() {
        Random random = new Random(1);
        return sortedBy(times.stream().map(t -> t + random.nextInt(OUT_OF_ORDERNESS + 1)).toList());
    }

    private List<byte[]> sortedBy(List<Long> arrivals) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing(arrivals::get));
        return order.stream().map(lines::get).toList();
    }

    public static Path write(List<byte[]> lines, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (byte[] line : lines) {
                out.write(line);
                out.write('\n');
            }
        }
        return file;
    }
}
