package dev.routesight.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * What a turn of fifty words costs on one core: describing it and the verdict against the turn and
 * the answer before it. {@code ./mvnw -P profile -pl src test -Dtest=TurnCostBenchmark} prints time
 * and allocation.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Tag("profile")
public class TurnCostBenchmark {
    private static final String ENGLISH =
            "I tried what you wrote but that is not what I asked for, because the second loop still"
                    + " reads the old file when the first one has closed it, and I said that it has"
                    + " to work in Java without any other library, so please look at the part"
                    + " where names are compared again";
    private static final String GERMAN =
            "Ich habe das jetzt ausprobiert, aber es funktioniert immer noch nicht, weil die zweite"
                    + " Schleife die alte Datei liest, wenn die erste sie schon geschlossen hat,"
                    + " und ich hatte doch gesagt, dass es in Java ohne weitere Bibliothek gehen"
                    + " soll, also schau bitte noch einmal auf die Stelle, an der die Namen"
                    + " verglichen werden";

    @Param({"en", "de"})
    public String language;

    @Param({"true", "false"})
    public boolean told;

    private TurnClassifier classifier;
    private String turn;
    private TextFeatures before;
    private TextFeatures answer;

    @Setup
    public void prepare() {
        classifier = Classifiers.standard();
        turn = language.equals("en") ? ENGLISH : GERMAN;
        before = classifier.describeTurn("write a loop that compares names in a file", "en");
        answer = classifier.describeAnswer("Here is a loop that reads the file twice.", "en");
    }

    @Benchmark
    public Verdict describeAndClassify() {
        return classifier.classify(
                before, answer, classifier.describeTurn(turn, told ? language : ""));
    }

    @Test
    void printsTimeAndAllocationOfATurn() throws RunnerException {
        assertThat(ENGLISH.split(" ")).hasSizeBetween(48, 55);
        assertThat(GERMAN.split(" ")).hasSizeBetween(48, 55);
        Collection<RunResult> results =
                new Runner(
                                new OptionsBuilder()
                                        .include(TurnCostBenchmark.class.getName())
                                        .forks(1)
                                        .warmupIterations(3)
                                        .warmupTime(TimeValue.seconds(1))
                                        .measurementIterations(5)
                                        .measurementTime(TimeValue.seconds(1))
                                        .addProfiler(GCProfiler.class)
                                        .build())
                        .run();
        assertThat(results).hasSize(4);
    }
}
