package dev.routesight.wording;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Three simple detectors to compare with, written from their published descriptions. Each says
 * whether a turn is a correction or a rephrase.
 */
enum Baselines {

    /**
     * Thirteen phrases anywhere in the turn; ten are published, three fill the list up: "not
     * right", "not correct", and a leading "no".
     */
    KEYWORDS {
        @Override
        boolean fires(String before, String turn) {
            String text = folded(turn);
            return text.startsWith("no ")
                    || text.startsWith("no,")
                    || FLOOR.stream().anyMatch(text::contains);
        }
    },

    /**
     * The phrase list of gateways' signal modules: explicit sentences of correction, complaint and
     * repair, matched word for word after lower-casing and removing punctuation.
     */
    PHRASES {
        @Override
        boolean fires(String before, String turn) {
            String text =
                    ' ' + folded(turn).replaceAll("[^a-z' ]", " ").replaceAll(" +", " ") + ' ';
            return LIST.stream().anyMatch(phrase -> text.contains(' ' + phrase + ' '));
        }
    },

    /**
     * Word overlap: without stop words, at least half of the words of either turn come again in the
     * other, counted over the smaller set; the usual rule for "repeated or rephrased".
     */
    OVERLAP {
        @Override
        boolean fires(String before, String turn) {
            if (before == null) {
                return false;
            }
            Set<String> a = words(before);
            Set<String> b = words(turn);
            Set<String> both = new HashSet<>(a);
            both.retainAll(b);
            return !both.isEmpty() && 2 * both.size() >= Math.min(a.size(), b.size());
        }
    };

    private static final List<String> FLOOR =
            List.of(
                    "no, i meant",
                    "that's wrong",
                    "that's not what",
                    "not what i asked",
                    "i said",
                    "wrong",
                    "incorrect",
                    "try again",
                    "actually,",
                    "not right",
                    "not correct");
    private static final List<String> LIST =
            List.of(
                    "no i meant",
                    "no that's not",
                    "that's not right",
                    "that's not correct",
                    "that's wrong",
                    "that is wrong",
                    "that's incorrect",
                    "not what i meant",
                    "not what i asked",
                    "not what i wanted",
                    "i meant",
                    "what i meant was",
                    "let me rephrase",
                    "let me clarify",
                    "you misunderstood",
                    "you're wrong",
                    "this is wrong",
                    "doesn't make sense",
                    "makes no sense",
                    "what are you talking about",
                    "i don't understand",
                    "this doesn't work",
                    "that doesn't work",
                    "this isn't helpful",
                    "that's not helpful",
                    "not helpful",
                    "useless",
                    "you didn't answer",
                    "answer my question",
                    "i already told you",
                    "i already said",
                    "i said",
                    "try again",
                    "speak to a human",
                    "talk to a human",
                    "this is frustrating",
                    "waste of time");
    private static final Set<String> STOP =
            Set.of(
                    "a", "an", "and", "are", "as", "at", "be", "but", "by", "can", "do", "does",
                    "for", "from", "how", "i", "in", "is", "it", "me", "my", "of", "on", "or",
                    "that", "the", "this", "to", "was", "what", "when", "where", "which", "who",
                    "why", "will", "with", "you", "your");

    /** {@code before} may be null. */
    abstract boolean fires(String before, String turn);

    private static String folded(String text) {
        return text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
    }

    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>(Arrays.asList(folded(text).split("[^\\p{L}\\p{N}']+")));
        words.removeAll(STOP);
        words.remove("");
        return words;
    }
}
