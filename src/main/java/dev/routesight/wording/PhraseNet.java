package dev.routesight.wording;

import java.util.ArrayList;
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

    /** What is empty is shared by all, to stay in the cache. */
    private static final CueClass[] NO_CUES = {};

    private static final Node[] NO_NODES = {};

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

        /** An open hash table from a word's number, plus one, to the nodes that follow. */
        int[] slots;

        Node[][] targets;

        /** A bit for each of the numbers in {@code slots}, by its last six bits. */
        long mayFollow;

        CueClass[] found;
        CueClass[] foundLeading;

        /** More than ways by named words. */
        boolean mayBeWhole() {
            return any != null || end != null || found.length > 0 || foundLeading.length > 0;
        }

        Node[] after(int symbol) {
            return (mayFollow >>> symbol & 1) == 0 ? null : targets[slotOf(symbol)];
        }

        private int slotOf(int symbol) {
            int slot = symbol & slots.length - 1;
            while (slots[slot] != 0 && slots[slot] != symbol + 1) {
                slot = slot + 1 & slots.length - 1;
            }
            return slot;
        }
    }

    private final Node root = new Node();
    private final Map<String, Integer> symbols;

    /** By the number of a phrase's first word, the nodes at which a phrase may be whole already. */
    private Node[][] wholes;

    /** The nodes after a phrase's first two words. */
    private WordPairs<Node[]> pairs;

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
        wholes = new Node[symbols.size()][];
        Map<Long, List<Node>> byPair = new HashMap<>();
        root.next.forEach(
                (first, nodes) -> {
                    wholes[first] =
                            nodes.stream().filter(Node::mayBeWhole).toList().toArray(NO_NODES);
                    for (Node node : nodes) {
                        node.next.forEach(
                                (second, after) ->
                                        byPair.computeIfAbsent(
                                                        WordPairs.key(first, second),
                                                        key -> new ArrayList<>())
                                                .addAll(after));
                    }
                });
        pairs = new WordPairs<>(byPair.size());
        byPair.forEach((key, nodes) -> pairs.put(key, nodes.toArray(new Node[0])));
    }

    private static void freeze(Node node) {
        if (node.slots != null) {
            return;
        }
        node.slots = new int[Integer.highestOneBit(node.next.size() + 1) << 1];
        node.targets = new Node[node.slots.length][];
        node.found = node.cues.toArray(NO_CUES);
        node.foundLeading = node.leadingCues.toArray(NO_CUES);
        for (Map.Entry<Integer, List<Node>> entry : node.next.entrySet()) {
            int slot = node.slotOf(entry.getKey());
            node.slots[slot] = entry.getKey() + 1;
            node.mayFollow |= 1L << entry.getKey();
            node.targets[slot] = entry.getValue().toArray(new Node[0]);
            entry.getValue().forEach(PhraseNet::freeze);
        }
        if (node.any != null) {
            freeze(node.any);
        }
        if (node.end != null) {
            freeze(node.end);
        }
    }

    /**
     * Reports all hits that begin at words {@code from} to {@code limit}, which are known by their
     * symbols in this net.
     */
    void find(Words words, int from, int limit, Hits hits) {
        for (int i = from; i < limit; i++) {
            boolean lead = hits.leadsAt(i);
            int symbol = words.symbol(i);
            Node[] first = symbol < 0 ? null : wholes[symbol];
            if (first == null) {
                continue;
            }
            for (Node node : first) {
                walkButNamed(node, words, i, i + 1, lead, hits);
            }
            if (goesOn(words, i + 1)) {
                Node[] second = pairs.get(WordPairs.key(symbol, words.symbol(i + 1)));
                for (int k = 0; second != null && k < second.length; k++) {
                    walk(second[k], words, i, i + 2, lead, hits);
                }
            }
        }
    }

    /** A phrase may go on with a word: the sentence does, and some phrase holds it. */
    private static boolean goesOn(Words words, int at) {
        return at < words.size() && words.symbol(at) >= 0 && !words.opens(at);
    }

    private static void walk(Node node, Words words, int from, int at, boolean lead, Hits hits) {
        walkButNamed(node, words, from, at, lead, hits);
        if (!goesOn(words, at)) {
            return;
        }
        Node[] targets = node.after(words.symbol(at));
        for (int i = 0; targets != null && i < targets.length; i++) {
            walk(targets[i], words, from, at + 1, lead, hits);
        }
    }

    /** All ways from a node but those by a word of its own. */
    private static void walkButNamed(
            Node node, Words words, int from, int at, boolean lead, Hits hits) {
        for (CueClass cue : node.found) {
            hits.hit(cue, from, at);
        }
        if (lead) {
            for (CueClass cue : node.foundLeading) {
                hits.hit(cue, from, at);
            }
        }
        if (node.end != null && words.ends(at)) {
            walk(node.end, words, from, at, lead, hits);
        }
        if (node.any != null && at < words.size() && !words.opens(at)) {
            walk(node.any, words, from, at + 1, lead, hits);
        }
    }
}
