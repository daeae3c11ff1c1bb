package dev.routesight.simulate;

import java.util.List;

/** What was planted in a simulated log: every decision, every signal, and the bad input. */
public record Truth(List<TrueDecision> decisions, List<PlantedSignal> signals, Summary summary) {

    /**
     * How many lines were written in all, and how many of them are bad input of each sort.
     *
     * @param events lines that are neither malformed, unknown, extra copies nor late
     */
    public record Summary(
            long lines,
            long events,
            long decisions,
            long signals,
            long malformed,
            long unknownType,
            long duplicate,
            long late) {}
}
