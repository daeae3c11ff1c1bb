package dev.routesight.cli;

import dev.routesight.config.JobConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code backfill} was asked for, checked.
 *
 * @param files every file to read, existing, absolute, each once, sorted
 * @param format of the events
 * @param untilMillis events later than this and the allowed skew are implausible; empty: no check
 * @param out existing folder for the final rows; empty for none
 * @param config with dataset, database and parallelism from the arguments
 */
public record BackfillRequest(
        List<Path> files,
        String format,
        OptionalLong untilMillis,
        Optional<Path> out,
        JobConfig config) {}
