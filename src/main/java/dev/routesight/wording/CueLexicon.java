package dev.routesight.wording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The cue phrases and function words of one language, read from {@code conf/cues/LANG.yaml}. */
final class CueLexicon {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final int MAX_WORDS = 12;
    private final WordReader reader = new WordReader(200);
    private final PhraseTrie phrases = new PhraseTrie();
    private final Set<String> functionWords = new HashSet<>();

    /** Adds the entries of a file; several files of one language add up. */
    void read(InputStream in, String name) throws IOException {
        JsonNode file = YAML.readTree(in);
        for (JsonNode word : file.path("function-words")) {
            functionWords.addAll(reader.read(word.asText()).words());
        }
        for (var entry : file.path("cues").properties()) {
            CueClass cue = cueClass(entry.getKey(), name);
            for (JsonNode phrase : entry.getValue()) {
                phrases.add(cue, parse(phrase.asText(), name));
            }
        }
    }

    PhraseTrie phrases() {
        return phrases;
    }

    boolean isFunctionWord(String word) {
        return functionWords.contains(word);
    }

    private static CueClass cueClass(String key, String name) {
        try {
            return CueClass.valueOf(key.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": unknown cue class '" + key + "'", e);
        }
    }

    private List<List<String>> parse(String phrase, String name) {
        List<List<String>> slots = new ArrayList<>();
        for (String part : phrase.trim().split(" +")) {
            boolean optional = part.endsWith("?");
            String body = optional ? part.substring(0, part.length() - 1) : part;
            String[] choices = body.split("/");
            if (choices.length == 1 && !body.equals("*")) {
                for (String word : reader.read(body).words()) {
                    slots.add(optional ? List.of(word, "") : List.of(word));
                }
                continue;
            }
            List<String> slot = new ArrayList<>();
            for (String choice : choices) {
                slot.add(choice.equals("*") ? "*" : String.join("", reader.read(choice).words()));
            }
            if (optional) {
                slot.add("");
            }
            slots.add(slot);
        }
        if (slots.isEmpty() || slots.size() > MAX_WORDS) {
            throw new IllegalArgumentException(
                    name + ": phrase of no or too many words: " + phrase);
        }
        return slots;
    }
}
