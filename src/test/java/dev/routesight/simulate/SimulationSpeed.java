package dev.routesight.simulate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;

/**
 * Prints how many events a second the simulator writes to files on its one thread: arguments
 * scenario, folder, events.
 */
public final class SimulationSpeed {
    private static final int ROUNDS = 5;

    private SimulationSpeed() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 3) {
            System.err.println("wants three arguments: scenario, folder, events");
            System.exit(2);
        }
        Scenario scenario = ScenarioFile.read(Path.of(args[0])).withEvents(Long.parseLong(args[2]));
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long from = System.nanoTime();
            long cpuFrom = threads.getCurrentThreadCpuTime();
            Truth.Summary summary = Simulation.write(scenario, Path.of(args[1]), (l, share) -> {});
            double seconds = (System.nanoTime() - from) / 1e9;
            double cpuSeconds = (threads.getCurrentThreadCpuTime() - cpuFrom) / 1e9;
            System.out.printf(
                    "%,d events in %.2f s: %,.0f a second; %,.0f a second of the core's time%n",
                    summary.lines(),
                    seconds,
                    summary.lines() / seconds,
                    summary.lines() / cpuSeconds);
        }
    }
}
