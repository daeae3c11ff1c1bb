package dev.routesight.wording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Scores the classifier on the development sets in the folder named by {@code wording.data}. */
@Tag("profile")
class DevelopmentSetsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
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
        int[] table = new int[4];
        TreeMap<String, int[]> kinds = new TreeMap<>();
        boolean shown = Boolean.getBoolean("wording.show");
        for (String line : Files.readAllLines(file)) {
            JsonNode row = JSON.readTree(line);
            if (!row.path("binary").isNumber() || row.path("synthetic_user").asBoolean()) {
                continue;
            }
            Verdict verdict = verdict(row);
            boolean fired = !verdict.kind().equals(Verdict.NONE);
            int truth = row.path("binary").asInt();
            table[truth * 2 + (fired ? 1 : 0)]++;
            int[] kind = kinds.computeIfAbsent(row.path("kind").asText(), k -> new int[2]);
            kind[fired ? 1 : 0]++;
            if (shown && fired != (truth == 1) && !set.startsWith("dbdc3")) {
                System.out.println(
                        (fired ? "FALSE " : "MISSED ")
                                + verdict.rule()
                                + " | "
                                + row.path("prev_user").asText()
                                + " | "
                                + row.path("prev_assistant").asText()
                                + " | "
                                + row.path("user").asText());
            }
        }
        double precision = (double) table[3] / Math.max(1, table[1] + table[3]);
        double recall = (double) table[3] / Math.max(1, table[2] + table[3]);
        double alarms = (double) table[1] / Math.max(1, table[0] + table[1]);
        System.out.printf(
                "%s: precision %.3f recall %.3f F1 %.3f false alarms %.3f lift %.2f%n",
                set,
                precision,
                recall,
                2 * precision * recall / Math.max(1e-9, precision + recall),
                alarms,
                recall / Math.max(1e-9, alarms));
        kinds.forEach(
                (kind, n) -> System.out.printf("  %s: fired %d of %d%n", kind, n[1], n[0] + n[1]));
        return table[0] + table[1] + table[2] + table[3];
    }

    private Verdict verdict(JsonNode row) {
        return classifier.classify(
                describe(row.get("prev_user"), false),
                describe(row.get("prev_assistant"), true),
                describe(row.get("user"), false));
    }

    private TextFeatures describe(JsonNode text, boolean answer) {
        if (text == null || text.isNull()) {
            return null;
        }
        return answer
                ? classifier.describeAnswer(text.asText(), "en")
                : classifier.describeTurn(text.asText(), "en");
    }
}
