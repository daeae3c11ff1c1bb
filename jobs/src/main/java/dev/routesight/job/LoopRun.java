package dev.routesight.job;

import dev.routesight.cli.LoopRequest;
import dev.routesight.cli.Progress;
import dev.routesight.config.JobConfig;
import dev.routesight.database.EmbeddedDatabase;
import dev.routesight.database.Migrations;
import dev.routesight.loop.ClosedLoop;
import dev.routesight.loop.LoopChart;
import dev.routesight.loop.LoopPlan;
import dev.routesight.loop.LoopStep;
import dev.routesight.loop.LoopText;
import dev.routesight.simulate.Scenario;
import dev.routesight.simulate.ScenarioFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * A simulated router that applies what the real graph recommends, on embedded Flink and embedded
 * PostgreSQL: the traffic of each period is put into a folder that a streaming job watches, and the
 * recommendation is read from its table.
 */
public final class LoopRun {
    private static final String SCENARIO = "/conf/scenarios/closed-loop.yaml";
    private static final int WORSENS_OVER = 2;

    private LoopRun() {}

    public static void run(LoopRequest request, Progress progress) throws Exception {
        run(request, progress, System.out);
    }

    static List<LoopStep> run(LoopRequest request, Progress progress, PrintStream out)
            throws Exception {
        Path folder = Files.createTempDirectory("routesight-loop");
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            LoopPlan plan = plan(request, folder);
            JobConfig defaults = config(request.price(), folder);
            JobConfig config = defaults.writingTo(database.reached(defaults.jdbc()));
            Migrations.migrate(config.jdbc());
            progress.say("a simulated router, the real graph on embedded Flink, a day a period");
            List<LoopStep> steps = play(plan, config, folder, progress, out);
            if (request.out().isPresent()) {
                LoopChart.write(plan, steps, request.out().get());
                progress.say("wrote loop.csv and regret.svg to " + request.out().get());
            }
            return steps;
        } finally {
            FileUtils.deleteDirectoryQuietly(folder.toFile());
        }
    }

    private static List<LoopStep> play(
            LoopPlan plan, JobConfig config, Path folder, Progress progress, PrintStream out)
            throws Exception {
        Path events = Files.createDirectory(folder.resolve("events"));
        StreamExecutionEnvironment env = Environment.of(config, RuntimeExecutionMode.STREAMING);
        Graph.build(Sources.arriving(env, config, events), config, false);
        JobClient job = env.executeAsync("routesight-closed-loop");
        try (LoopFolder loop = new LoopFolder(plan, config, events, job)) {
            out.println(LoopText.header());
            return ClosedLoop.run(
                    plan,
                    loop,
                    step -> {
                        progress.finish();
                        out.println(LoopText.line(step));
                    });
        } finally {
            job.cancel().get(); // before the database goes
        }
    }

    private static LoopPlan plan(LoopRequest request, Path folder) throws IOException {
        Path file = request.scenario().orElse(folder.resolve("closed-loop.yaml"));
        if (request.scenario().isEmpty()) {
            try (InputStream in = LoopRun.class.getResourceAsStream(SCENARIO)) {
                Files.copy(in, file);
            }
        }
        Scenario world = ScenarioFile.read(file);
        if (request.seed().isPresent()) {
            world = world.withSeed(request.seed().getAsLong());
        }
        if (request.sessions().isPresent()) {
            world = world.withSessions(request.sessions().getAsLong());
        }
        int worsensIn = request.worsensIn() == 0 ? request.periods() : request.worsensIn() - 1;
        return new LoopPlan(
                world,
                request.periods(),
                request.threshold(),
                request.price(),
                worsensIn,
                request.worsensBy(),
                WORSENS_OVER,
                request.harderBy());
    }

    /** The settings of a job that a router follows by itself, a day a period. */
    static JobConfig config(double price, Path folder, String... more) throws IOException {
        Path prices =
                Files.writeString(
                        folder.resolve("prices.yaml"), "signals: {rejected: " + price + "}\n");
        String[] usual = {
            "dataset=closed-loop",
            "cuts=[[]]",
            "prices=" + prices,
            "control.period=1d",
            "control.adoption-approves=false",
            "drift.learn=2d",
            "drift.rhythm=none",
            "jdbc.batch-interval=200ms",
            "decision-outcome=off"
        };
        String[] all = Arrays.copyOf(usual, usual.length + more.length);
        System.arraycopy(more, 0, all, usual.length, more.length);
        return JobConfig.of(all);
    }
}
