package dev.routesight.wording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds all cue phrases in a message. Phrases are paths of at most fourteen words through one net
 * that shares their common beginnings, so the walk from each word is bounded and the whole is
 * linear in the message.
 */
final class PhraseNet {
    /** Stands for any one word. */
    static final String ANY = "*";

    /** Says that a sentence or clause ends here; takes up no word. */
    static final String END = ".";

    interface Hits {
        void hit(CueClass cue, int from, int to);

        /** Whether a leading phrase may begin at a word; asked in ascending order. */
        boolean leadsAt(int word);
    }

    private static final class Node {
        final Map<Integer, List<Node>> next = new HashMap<>();
        final Map<String, Node> shared = new HashMap<>();
        Node any;
        Node end;
        final List<CueClass> cues = new ArrayList<>();
        final List<CueClass> leadingCues = new ArrayList<>();

        int[] symbols;
        Node[][] targets;
        CueClass[] found;
        CueClass[] foundLeading;
    }

    private final Node root = new Node();
    private final Map<String, Integer> symbols;
    private Node[][] starts;

    /**
     * @param symbols numbers of words, shared with whoever looks words up; added to here
     */
    PhraseNet(Map<String, Integer> symbols) {
        this.symbols = symbols;
    }

    /**
     * Adds a phrase.
     *
     * @param slots per place the alternatives, each a list of words; an empty one means that the
     *     place may be left out
     * @param leading hits only where a sentence begins or fillers alone stand before it
     */
    void add(CueClass cue, List<List<List<String>>> slots, boolean leading) {
        add(root, cue, slots, 0, leading);
    }

    private void add(
            Node node, CueClass cue, List<List<List<String>>> slots, int at, boolean leading) {
        if (at == slots.size()) {
            List<CueClass> cues = leading ? node.leadingCues : node.cues;
            if (!cues.contains(cue)) {
                cues.add(cue);
            }
            return;
        }
        List<List<String>> slot = slots.get(at);
        List<List<String>> ways = slot.stream().filter(words -> !words.isEmpty()).toList();
        if (ways.size() < slot.size()) {
            add(node, cue, slots, at + 1, leading);
        }
        Node end = node.shared.get(ways.toString());
        if (end == null) {
            end = new Node();
            node.shared.put(ways.toString(), end);
            for (List<String> words : ways) {
                chain(node, words, end);
            }
        }
        add(end, cue, slots, at + 1, leading);
    }

    private void chain(Node from, List<String> words, Node end) {
        Node node = from;
        for (int i = 0; i < words.size(); i++) {
            Node next = i == words.size() - 1 ? end : new Node();
            link(node, words.get(i), next);
            node = next;
        }
    }

    private void link(Node node, String word, Node next) {
        if (word.equals(ANY)) {
            node.any = next;
        } else if (word.equals(END)) {
            node.end = next;
        } else {
            int symbol = symbols.computeIfAbsent(word, w -> symbols.size());
            node.next.computeIfAbsent(symbol, s -> new ArrayList<>()).add(next);
        }
    }

    /** To be called when all phrases are in. */
    void freeze() {
        freeze(root);
        starts = new Node[symbols.size()][];
        for (int i = 0; i < root.symbols.length; i++) {
            starts[root.symbols[i]] = root.targets[i];
        }
    }

    private static void freeze(Node node) {
        if (node.symbols != null) {
            return;
        }
        node.symbols = node.next.keySet().stream().mapToInt(s -> s).sorted().toArray();
        node.targets = new Node[node.symbols.length][];
        node.found = node.cues.toArray(new CueClass[0]);
        node.foundLeading = node.leadingCues.toArray(new CueClass[0]);
        for (int i = 0; i < node.symbols.length; i++) {
            node.targets[i] = node.next.get(node.symbols[i]).toArray(new Node[0]);
            for (Node target : node.targets[i]) {
                freeze(target);
            }
        }
        if (node.any != null) {
            freeze(node.any);
        }
        if (node.end != null) {
            freeze(node.end);
        }
    }

    /**
     * Reports all hits that begin at words {@code from} to {@code limit}.
     *
     * @param numbers per word its symbol, or -1
     */
    void find(Words words, int[] numbers, int from, int limit, Hits hits) {
        for (int i = from; i < limit; i++) {
            boolean lead = hits.leadsAt(i);
            if (numbers[i] < 0) {
                continue;
            }
            Node[] targets = starts[numbers[i]];
            if (targets != null) {
                for (Node target : targets) {
                    walk(target, words, numbers, i, i + 1, lead, hits);
                }
            }
        }
    }

    private static void walk(
            Node node, Words words, int[] numbers, int from, int at, boolean lead, Hits hits) {
        for (CueClass cue : node.found) {
            hits.hit(cue, from, at);
        }
        if (lead) {
            for (CueClass cue : node.foundLeading) {
                hits.hit(cue, from, at);
            }
        }
        if (node.end != null && words.ends(at)) {
            walk(node.end, words, numbers, from, at, lead, hits);
        }
        if (at == numbers.length || words.opens(at)) {
            return;
        }
        if (numbers[at] >= 0 && node.symbols.length > 0) {
            int k = Arrays.binarySearch(node.symbols, numbers[at]);
            if (k >= 0) {
                for (Node target : node.targets[k]) {
                    walk(target, words, numbers, from, at + 1, lead, hits);
                }
            }
        }
        if (node.any != null) {
            walk(node.any, words, numbers, from, at + 1, lead, hits);
        }
    }
}
