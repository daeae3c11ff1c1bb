package dev.routesight.wording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The cue phrases and function words of one language, read from {@code conf/cues/LANG.yaml}; the
 * notation is explained in {@code conf/cues/README.md}.
 */
final class CueLexicon {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int MAX_SLOTS = 14;
    private final WordReader reader = new WordReader(200, Vocabulary.EMPTY);
    private final Map<String, Integer> symbols = new HashMap<>();
    private final Map<String, List<List<String>>> named = new HashMap<>();
    private final PhraseNet phrases = new PhraseNet(symbols);
    private final BitSet functionWords = new BitSet();

    /** By number in the vocabulary. */
    private int[] symbolOf = {};

    /**
     * Adds the entries of a file; several files of one language add up.
     *
     * @param name for messages
     */
    void read(String yaml, String name) {
        JsonNode file;
        try {
            file = YAML.readTree(yaml);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new IllegalArgumentException(name + " line " + line + ": not YAML", e);
        }
        for (String key : (Iterable<String>) file::fieldNames) {
            if (!List.of("function-words", "words", "cues").contains(key)) {
                throw new IllegalArgumentException(
                        name + ": unknown key '" + key + "', not function-words, words or cues");
            }
        }
        for (JsonNode word : file.path("function-words")) {
            for (String part : wordsOf(word.asText())) {
                functionWords.set(symbols.computeIfAbsent(part, w -> symbols.size()));
            }
        }
        for (var entry : file.path("words").properties()) {
            List<List<String>> ways = named.computeIfAbsent(entry.getKey(), k -> new ArrayList<>());
            entry.getValue().forEach(word -> ways.add(wordsOf(word.asText())));
        }
        for (var entry : file.path("cues").properties()) {
            CueClass cue = cueClass(entry.getKey(), name);
            for (JsonNode phrase : entry.getValue()) {
                add(cue, phrase.asText().trim(), name);
            }
        }
    }

    /** To be called when all files of all lexicons are in. */
    void freeze(Vocabulary vocabulary) {
        phrases.freeze();
        symbolOf = vocabulary.symbolsIn(this);
    }

    PhraseNet phrases() {
        return phrases;
    }

    /**
     * The symbol of a word, by its number in the vocabulary, or -1 when no phrase and no list of
     * this lexicon holds it.
     */
    int symbol(int word) {
        return word == Vocabulary.UNKNOWN ? -1 : symbolOf[word];
    }

    boolean isFunctionWord(int symbol) {
        return symbol >= 0 && functionWords.get(symbol);
    }

    /** Every word that a phrase or a list holds, with its symbol. */
    Map<String, Integer> vocabulary() {
        return symbols;
    }

    private static CueClass cueClass(String key, String name) {
        try {
            return CueClass.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": unknown cue class '" + key + "'", e);
        }
    }

    private void add(CueClass cue, String phrase, String name) {
        List<List<List<String>>> slots = new ArrayList<>();
        boolean leading = phrase.startsWith("^");
        for (String part : (leading ? phrase.substring(1) : phrase).trim().split(" +")) {
            slot(part, slots, name + ": phrase '" + phrase + "'");
        }
        if (slots.isEmpty() || slots.size() > MAX_SLOTS) {
            throw new IllegalArgumentException(
                    name + ": phrase '" + phrase + "' has not 1 to " + MAX_SLOTS + " places");
        }
        if (slots.get(0).contains(List.of(PhraseNet.ANY))) {
            throw new IllegalArgumentException(
                    name + ": phrase '" + phrase + "' begins with any word");
        }
        phrases.add(cue, slots, leading);
    }

    private void slot(String part, List<List<List<String>>> slots, String where) {
        if (part.equals(PhraseNet.END)) {
            slots.add(List.of(List.of(PhraseNet.END)));
            return;
        }
        if (part.equals("...")) {
            for (int i = 0; i < 3; i++) {
                slots.add(List.of(List.of(PhraseNet.ANY), List.of()));
            }
            return;
        }
        boolean optional = part.length() > 1 && part.endsWith("?");
        String body = optional ? part.substring(0, part.length() - 1) : part;
        List<List<String>> ways = new ArrayList<>();
        for (String choice : body.split("/")) {
            if (choice.equals(PhraseNet.ANY)) {
                ways.add(List.of(PhraseNet.ANY));
            } else if (choice.startsWith("$")) {
                List<List<String>> list = named.get(choice.substring(1));
                if (list == null) {
                    throw new IllegalArgumentException(where + " uses unknown words " + choice);
                }
                ways.addAll(list);
            } else {
                ways.add(wordsOf(choice.replace('_', ' ')));
            }
        }
        ways.removeIf(List::isEmpty);
        if (ways.isEmpty()) {
            throw new IllegalArgumentException(where + " has a place without words: " + part);
        }
        if (optional) {
            ways.add(List.of());
        }
        slots.add(ways);
    }

    private List<String> wordsOf(String text) {
        Words read = reader.read(text);
        return IntStream.range(0, read.size()).mapToObj(read::word).toList();
    }
}
