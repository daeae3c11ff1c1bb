package dev.routesight.benchmark;

import dev.routesight.simulate.Scenario;
import dev.routesight.simulate.ScenarioFile;
import dev.routesight.simulate.Simulation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Simulated events in files.
 *
 * @param seconds how long one thread took to make and write them
 */
record SimulatedData(Path folder, List<Path> files, long lines, double seconds)
        implements AutoCloseable {

    /**
     * @param readers as many files as these: in STREAMING the watermark does not wait for a file
     *     that nobody reads yet
     */
    static SimulatedData make(Path scenarioFile, Path folder, long events, int readers)
            throws IOException {
        Scenario scenario = ScenarioFile.read(scenarioFile).withEvents(events).withFiles(readers);
        long from = System.nanoTime();
        long lines = Simulation.write(scenario, folder, (written, share) -> {}).lines();
        double seconds = (System.nanoTime() - from) / 1e9;
        try (Stream<Path> files = Files.list(folder.resolve("events"))) {
            return new SimulatedData(folder, files.sorted().toList(), lines, seconds);
        }
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
