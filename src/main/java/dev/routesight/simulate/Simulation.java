package dev.routesight.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Makes a believable event log from a scenario, and the truth beside it. The same scenario and seed
 * give the same bytes.
 */
public final class Simulation {
    private static final int BUFFER = 1 << 20;

    private Simulation() {}

    /**
     * Writes {@code events/part-N.ndjson} in order of arrival, {@code truth/decisions.ndjson},
     * {@code truth/signals.ndjson} and {@code truth/summary.json} below {@code outDir}.
     *
     * @param scenario a YAML file, see {@link Scenario}
     * @param seed overrides the scenario's
     * @throws IllegalArgumentException in one line, when the scenario is not valid
     */
    public static Truth.Summary write(
            Path scenario, Path outDir, OptionalLong seed, ProgressListener progress)
            throws IOException {
        Scenario read = ScenarioFile.read(scenario);
        return write(seed.isPresent() ? read.withSeed(seed.getAsLong()) : read, outDir, progress);
    }

    /** The same for a scenario in memory. */
    public static Truth.Summary write(Scenario scenario, Path outDir, ProgressListener progress)
            throws IOException {
        Path events = Files.createDirectories(outDir.resolve("events"));
        Path truth = Files.createDirectories(outDir.resolve("truth"));
        OutputStream[] parts = new OutputStream[scenario.files()];
        try (OutputStream decisions = open(truth.resolve("decisions.ndjson"));
                OutputStream signals = open(truth.resolve("signals.ndjson"))) {
            for (int i = 0; i < parts.length; i++) {
                parts[i] = open(events.resolve("part-" + i + ".ndjson"));
            }
            Truth.Summary summary =
                    new Playback(scenario)
                            .run(
                                    (part, line, length) -> append(parts[part], line, length),
                                    new TruthLines(decisions, signals),
                                    progress);
            Files.writeString(truth.resolve("summary.json"), json(summary), StandardCharsets.UTF_8);
            return summary;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } finally {
            for (OutputStream part : parts) {
                if (part != null) {
                    part.close();
                }
            }
        }
    }

    /** Hands on the lines in order of arrival, without line ends, and returns the truth. */
    public static Truth events(Scenario scenario, Consumer<byte[]> lines) {
        List<TrueDecision> decisions = new ArrayList<>();
        List<PlantedSignal> signals = new ArrayList<>();
        TruthSink truth =
                new TruthSink() {
                    @Override
                    public void decision(TrueDecision decision) {
                        decisions.add(decision);
                    }

                    @Override
                    public void signal(PlantedSignal signal) {
                        signals.add(signal);
                    }
                };
        Truth.Summary summary =
                new Playback(scenario)
                        .run(
                                (part, line, length) -> lines.accept(Arrays.copyOf(line, length)),
                                truth,
                                (written, share) -> {});
        return new Truth(decisions, signals, summary);
    }

    private static OutputStream open(Path file) throws IOException {
        return new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    }

    private static void append(OutputStream out, byte[] line, int length) {
        try {
            out.write(line, 0, length);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String json(Truth.Summary s) {
        return ("{\"lines\":%d,\"events\":%d,\"decisions\":%d,\"signals\":%d,"
                        + "\"malformed\":%d,\"unknown_type\":%d,\"duplicate\":%d,\"late\":%d}\n")
                .formatted(
                        s.lines(),
                        s.events(),
                        s.decisions(),
                        s.signals(),
                        s.malformed(),
                        s.unknownType(),
                        s.duplicate(),
                        s.late());
    }
}
