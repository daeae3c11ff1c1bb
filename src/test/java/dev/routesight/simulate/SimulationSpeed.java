package dev.routesight.simulate;

import java.io.IOException;
import java.nio.file.Path;

/** Prints how many events a second the simulator writes: arguments scenario, directory, events. */
public final class SimulationSpeed {

    private SimulationSpeed() {}

    public static void main(String[] args) throws IOException {
        Scenario scenario = ScenarioFile.read(Path.of(args[0])).withEvents(Long.parseLong(args[2]));
        for (int round = 0; round < 3; round++) {
            long from = System.nanoTime();
            Truth.Summary summary = Simulation.write(scenario, Path.of(args[1]), (l, share) -> {});
            double seconds = (System.nanoTime() - from) / 1e9;
            System.out.printf(
                    "%d lines in %.2f s: %.0f a second%n",
                    summary.lines(), seconds, summary.lines() / seconds);
        }
    }
}
