package dev.routesight.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.routesight.wording.evaluate.Counts;
import dev.routesight.wording.evaluate.Evaluation;
import dev.routesight.wording.evaluate.EvaluationReport;
import dev.routesight.wording.evaluate.LabelledTurn;
import dev.routesight.wording.evaluate.LabelledTurns;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scores the classifier on the development sets in the folder named by {@code wording.data}. */
@Tag("profile")
class DevelopmentSetsTest {
    private final TurnClassifier classifier = Classifiers.standard();

    @Test
    void printsScoresOfEachSet() throws IOException {
        String folder = System.getProperty("wording.data");
        Assumptions.assumeTrue(folder != null && Files.isDirectory(Path.of(folder)));
        int scored = 0;
        for (String set :
                new String[] {"hwu64_negate", "eurtad", "hard_negatives", "dbdc3_breakdown"}) {
            scored += score(set, Path.of(folder, set, "dev.jsonl"));
        }
        assertThat(scored).isPositive();
    }

    @Test
    void printsTheCostOfAFiftyWordTurn() {
        String turn = "please look for the second river that runs past our old harbour ".repeat(4);
        for (String told : new String[] {"en", ""}) {
            long words = 0;
            long start = 0;
            int rounds = 100_000;
            for (int i = -rounds; i < rounds; i++) {
                start = i == 0 ? System.nanoTime() : start;
                TextFeatures features = classifier.describeTurn(turn, told);
                words += classifier.classify(features, null, features).rule().length();
            }
            double micros = (System.nanoTime() - start) / 1000.0 / rounds;
            System.out.printf("cost, language told '%s': %.1f us a turn%n", told, micros);
            assertThat(words).isPositive();
        }
    }

    private int score(String set, Path file) throws IOException {
        List<LabelledTurn> turns;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            turns = LabelledTurns.read(in, set);
        }
        Evaluation evaluation = new Evaluation(classifier, turns);
        print(set, "routesight", evaluation.counts());
        for (Baselines baseline : Baselines.values()) {
            Counts counts = Counts.NONE;
            for (LabelledTurn turn : turns) {
                if (!turn.templated()) {
                    boolean fired = baseline.fires(turn.previousUser(), turn.user());
                    counts = counts.plus(Counts.of(turn.positive(), fired));
                }
            }
            print(set, baseline.name(), counts);
        }
        if (Boolean.getBoolean("wording.show")) {
            System.out.println(EvaluationReport.of(evaluation));
        }
        return (int) evaluation.counts().turns();
    }

    private static void print(String set, String rule, Counts counts) {
        System.out.printf(
                "%-16s %-10s precision %.3f recall %.3f F1 %.3f false alarms %.3f lift %.2f%n",
                set,
                rule,
                counts.precision(),
                counts.recall(),
                counts.f1(),
                counts.falseAlarms(),
                counts.lift());
    }
}
