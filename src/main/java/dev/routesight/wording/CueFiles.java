package dev.routesight.wording;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

/**
 * The user's own cue files by language. They are read once where a job is submitted and travel with
 * it as text, so that no machine of a cluster needs the folder.
 *
 * @param yamlByLanguage ISO 639-1 code and content of {@code CODE.yaml}
 */
public record CueFiles(TreeMap<String, String> yamlByLanguage) implements Serializable {
    public static final CueFiles NONE = new CueFiles(new TreeMap<>());

    /**
     * Reads the files {@code LANG.yaml} of a folder and checks them.
     *
     * @throws IllegalArgumentException naming what is wrong in which file
     */
    public static CueFiles of(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(folder + " is not a folder");
        }
        TreeMap<String, String> found = new TreeMap<>();
        try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
            for (Path file : files) {
                String language = file.getFileName().toString().replace(".yaml", "");
                found.put(language, Files.readString(file));
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    folder + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(folder + " holds no LANG.yaml, such as en.yaml");
        }
        CueFiles cues = new CueFiles(found);
        CueLexicons.load(cues);
        return cues;
    }
}
