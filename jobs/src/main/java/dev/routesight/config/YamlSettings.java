package dev.routesight.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads settings from YAML and keeps the line of each. Values stay text, so that each option's own
 * type decides what they mean.
 */
final class YamlSettings {
    private static final YAMLFactory YAML = new YAMLFactory();

    private final YAMLParser parser;
    private final String name;
    private final Settings settings;
    private final Map<String, Integer> lines = new HashMap<>();

    private YamlSettings(YAMLParser parser, String name, Settings settings) {
        this.parser = parser;
        this.name = name;
        this.settings = settings;
    }

    /** Puts every setting of a file into {@code settings}. */
    static void read(Path file, Settings settings) {
        try (YAMLParser parser = YAML.createParser(Files.readString(file))) {
            new YamlSettings(parser, file.toString(), settings).document();
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(file + ": there is no such file");
        } catch (JsonProcessingException e) {
            throw new ConfigurationException(file + ":" + line(e) + ": not YAML: " + firstLine(e));
        } catch (IOException e) {
            throw new ConfigurationException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Reads one value: text, null, list or map. */
    static Object value(String yaml, String where) {
        try (YAMLParser parser = YAML.createParser(yaml)) {
            YamlSettings reader = new YamlSettings(parser, where, null);
            Object value = parser.nextToken() == null ? null : reader.value();
            if (parser.nextToken() != null) {
                throw new ConfigurationException(where + ": not one value: '" + yaml + "'");
            }
            return value;
        } catch (IOException e) {
            throw new ConfigurationException(where + ": not YAML: '" + yaml + "'");
        }
    }

    private void document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return;
        }
        if (first != JsonToken.START_OBJECT) {
            throw new ConfigurationException(here() + ": expected lines of the form key: value");
        }
        group("");
        if (parser.nextToken() != null) {
            throw new ConfigurationException(here() + ": a second document");
        }
    }

    private void group(String prefix) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = prefix + parser.currentName();
            String where = here();
            int line = parser.currentTokenLocation().getLineNr();
            JsonToken token = parser.nextToken();
            if (isGroup(key, token)) {
                group(key + ".");
            } else if (token != JsonToken.VALUE_NULL || !Options.isGroup(key)) {
                Integer before = lines.put(key, line);
                if (before != null) {
                    throw new ConfigurationException(
                            where + ": " + key + ": given twice, first in line " + before);
                }
                settings.put(key, value(), where);
            }
        }
    }

    private static boolean isGroup(String key, JsonToken token) {
        boolean isMap = Options.find(key).map(option -> option.type().isMap()).orElse(false);
        return token == JsonToken.START_OBJECT && !isMap;
    }

    private Object value() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value());
                }
                yield list;
            }
            case START_OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    map.put(key, value());
                }
                yield map;
            }
            default -> {
                if (parser.isCurrentAlias()) {
                    throw new ConfigurationException(here() + ": YAML aliases are not understood");
                }
                yield parser.getText();
            }
        };
    }

    private String here() {
        return settings == null ? name : name + ":" + parser.currentTokenLocation().getLineNr();
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }

    private static String firstLine(JsonProcessingException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("");
    }
}
