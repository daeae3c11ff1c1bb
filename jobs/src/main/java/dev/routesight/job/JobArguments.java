package dev.routesight.job;

import dev.routesight.config.ConfigReader;
import dev.routesight.config.JobConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** What a main on a cluster is given. A mistake is said in one line. */
public final class JobArguments {
    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file.")
    private Path config;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides one key.")
    private List<String> set = new ArrayList<>();

    @Option(names = "--input", arity = "1..*", paramLabel = "PATH", description = "Event files.")
    private List<Path> input = new ArrayList<>();

    private JobArguments() {}

    public static JobArguments parse(String name, String[] args) {
        JobArguments arguments = new JobArguments();
        try {
            new CommandLine(arguments).setCommandName(name).parseArgs(args);
        } catch (CommandLine.ParameterException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
        return arguments;
    }

    public JobConfig config() {
        ConfigReader reader = JobConfig.reader();
        if (config != null) {
            reader.file(config);
        }
        reader.environment(System.getenv());
        set.forEach(reader::set);
        return reader.read();
    }

    public List<Path> input() {
        return input.stream().map(Path::toAbsolutePath).toList();
    }
}
