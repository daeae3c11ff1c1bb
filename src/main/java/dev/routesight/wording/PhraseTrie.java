package dev.routesight.wording;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds all cue phrases in a list of words. Phrases hold at most twelve words, so the walk from
 * each word is bounded and the whole is linear in the text.
 */
final class PhraseTrie {
    private static final String ANY = "*";

    interface Hits {
        void hit(CueClass cue, int from, int to);
    }

    private static final class Node {
        final Map<String, Node> next = new HashMap<>();
        final Set<CueClass> ends = EnumSet.noneOf(CueClass.class);
    }

    private final Node root = new Node();

    /**
     * Adds a phrase: {@code a/b} are alternatives, {@code x?} may be absent, {@code *} is any word.
     */
    void add(CueClass cue, List<List<String>> phrase) {
        add(root, cue, phrase, 0);
    }

    private static void add(Node node, CueClass cue, List<List<String>> phrase, int at) {
        if (at == phrase.size()) {
            node.ends.add(cue);
            return;
        }
        for (String word : phrase.get(at)) {
            Node next = word.isEmpty() ? node : node.next.computeIfAbsent(word, w -> new Node());
            add(next, cue, phrase, at + 1);
        }
    }

    void find(List<String> words, int limit, Hits hits) {
        int end = Math.min(words.size(), limit);
        for (int i = 0; i < end; i++) {
            walk(root, words, i, i, end, hits);
        }
    }

    private static void walk(Node node, List<String> words, int from, int at, int end, Hits hits) {
        if (at > from) {
            for (CueClass cue : node.ends) {
                hits.hit(cue, from, at);
            }
        }
        if (at == end || node.next.isEmpty()) {
            return;
        }
        Node next = node.next.get(words.get(at));
        if (next != null) {
            walk(next, words, from, at + 1, end, hits);
        }
        Node any = node.next.get(ANY);
        if (any != null) {
            walk(any, words, from, at + 1, end, hits);
        }
    }
}
