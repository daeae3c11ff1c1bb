package dev.routesight.wording.evaluate;

import dev.routesight.wording.TextFeatures;
import dev.routesight.wording.TurnClassifier;
import dev.routesight.wording.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Verdicts beside the truth. */
public final class Evaluation {

    /** A labelled turn and what the classifier said. */
    public record Scored(LabelledTurn turn, Verdict verdict) {
        public boolean fired() {
            return !verdict.kind().equals(Verdict.NONE);
        }

        public boolean mistaken() {
            return fired() != turn.positive();
        }

        Counts counts() {
            return Counts.of(turn.positive(), fired());
        }
    }

    private final List<Scored> scored = new ArrayList<>();
    private final List<Scored> templated = new ArrayList<>();

    /** Classifies all turns, just as the job does. */
    public Evaluation(TurnClassifier classifier, List<LabelledTurn> turns) {
        for (LabelledTurn turn : turns) {
            String language = turn.language();
            TextFeatures before =
                    turn.previousUser() == null
                            ? null
                            : classifier.describeTurn(turn.previousUser(), language);
            TextFeatures answer =
                    turn.previousAnswer() == null
                            ? null
                            : classifier.describeAnswer(turn.previousAnswer(), language);
            TextFeatures user = classifier.describeTurn(turn.user(), language);
            Scored one = new Scored(turn, classifier.classify(before, answer, user));
            (turn.templated() ? templated : scored).add(one);
        }
    }

    /** Turns written by people. */
    public List<Scored> scored() {
        return scored;
    }

    public Counts counts() {
        return sum(scored);
    }

    /** Turns written by a program, counted apart. */
    public Counts templatedCounts() {
        return sum(templated);
    }

    /** Counts by whatever a turn is filed under. */
    public Map<String, Counts> countsBy(Function<Scored, String> key) {
        Map<String, Counts> counts = new TreeMap<>();
        scored.forEach(s -> counts.merge(key.apply(s), s.counts(), Counts::plus));
        return counts;
    }

    /** Labels in rows, verdicts in columns. */
    public Map<String, Map<String, Long>> confusion() {
        Map<String, Map<String, Long>> table = new TreeMap<>();
        for (Scored s : scored) {
            table.computeIfAbsent(s.turn().label(), l -> new TreeMap<>())
                    .merge(s.verdict().kind(), 1L, Long::sum);
        }
        return table;
    }

    /** The mistakes of which the classifier was surest. */
    public List<Scored> worstMistakes(int most) {
        return scored.stream()
                .filter(Scored::mistaken)
                .sorted(
                        Comparator.comparingDouble((Scored s) -> -s.verdict().confidence())
                                .thenComparingLong(s -> s.turn().line()))
                .limit(most)
                .toList();
    }

    private static Counts sum(List<Scored> some) {
        return some.stream().map(Scored::counts).reduce(Counts.NONE, Counts::plus);
    }
}
