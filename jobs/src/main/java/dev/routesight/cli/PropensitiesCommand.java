package dev.routesight.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Rebuilds propensities that a gateway did not log from what it did log. */
@Command(
        name = "propensities",
        description = {
            "Rebuilds the probability with which a route was taken, for gateways that log the"
                    + " router's posteriors or scores and its sampling rule instead. Reads NDJSON"
                    + " from stdin (decision events, or a log for evaluate) and writes it with"
                    + " propensities added to each line that has a sampling and no propensities;"
                    + " a line with an action gets its propensity too. All else passes as it is.",
            "A sampling is one of",
            "  {\"rule\": \"thompson\", \"posteriors\": {\"cheap\": [a, b], \"strong\": [a, b]}}",
            "  {\"rule\": \"softmax\", \"scores\": {\"cheap\": s, ...}, \"temperature\": t}",
            "Thompson sampling draws two success rates from their Beta(a, b) posteriors, priors"
                    + " included, and takes the larger one: by Monte Carlo, with a standard error"
                    + " of at most 0.5/sqrt(draws). Softmax is exact; with \"deviations\":"
                    + " {\"cheap\": d, ...} scores are normal around the logged ones, by Monte"
                    + " Carlo. The rule must be the one that ran; nothing here can check that.",
        },
        footer = {
            "  ./routesight propensities < decisions.ndjson > with-propensities.ndjson",
            "  zcat log.ndjson.gz | ./routesight propensities --draws 100000 > log.ndjson",
        })
final class PropensitiesCommand implements Callable<Integer> {
    private final InputStream in;
    private final OutputStream out;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
            names = "--draws",
            paramLabel = "N",
            defaultValue = "20000",
            description = "Monte Carlo draws for each line (default: ${DEFAULT-VALUE}).")
    private int draws;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the draws; the same gives the same (default: ${DEFAULT-VALUE}).")
    private long seed;

    PropensitiesCommand(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        if (draws < 100 || draws > 100_000_000) {
            throw new UsageException("--draws " + draws + ": must be from 100 to 100000000");
        }
        PropensityLines lines = new PropensityLines(seed, draws);
        lines.run(in, out);
        spec.commandLine()
                .getErr()
                .println(
                        "added propensities to %d of %d lines"
                                .formatted(lines.added(), lines.read()));
        return 0;
    }
}
