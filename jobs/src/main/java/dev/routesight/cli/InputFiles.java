package dev.routesight.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the event files that a user means by files and folders. */
final class InputFiles {
    private static final List<String> ENDINGS = List.of(".ndjson", ".jsonl", ".json");
    private static final List<String> COMPRESSIONS = List.of("", ".gz", ".zst");

    private InputFiles() {}

    /**
     * The files named, and those below the folders named that look like events; absolute, each
     * once, sorted.
     *
     * @throws UsageException when a path is missing or unreadable, or a folder has nothing to read
     */
    static List<Path> find(Collection<Path> paths) {
        TreeSet<Path> files = new TreeSet<>();
        for (Path path : paths) {
            if (!Files.exists(path)) {
                throw new UsageException("--input " + path + ": there is no such file or folder");
            }
            if (Files.isDirectory(path)) {
                files.addAll(below(path));
            } else {
                files.add(readable(path));
            }
        }
        return new ArrayList<>(files);
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files =
                    walk.filter(Files::isRegularFile)
                            .filter(file -> !isHidden(folder.relativize(file)))
                            .filter(InputFiles::looksLikeEvents)
                            .map(InputFiles::readable)
                            .toList();
            if (files.isEmpty()) {
                throw new UsageException(
                        "--input "
                                + folder
                                + ": no event files in this folder (.ndjson, .jsonl or .json, also"
                                + " with .gz or .zst)");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            throw new UsageException("--input " + folder + ": cannot be listed: " + e.getMessage());
        }
    }

    private static boolean isHidden(Path relative) {
        for (Path part : relative) {
            if (part.toString().startsWith(".") || part.toString().startsWith("_")) {
                return true;
            }
        }
        return false;
    }

    private static boolean looksLikeEvents(Path file) {
        String name = file.getFileName().toString();
        return ENDINGS.stream()
                .anyMatch(
                        ending ->
                                COMPRESSIONS.stream()
                                        .anyMatch(packed -> name.endsWith(ending + packed)));
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new UsageException("--input " + file + ": cannot be read");
        }
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UsageException("--input " + file + ": cannot be read: " + e.getMessage());
        }
    }
}
