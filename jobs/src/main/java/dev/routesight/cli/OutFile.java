package dev.routesight.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is to be written. */
final class OutFile {
    private OutFile() {}

    /** The file, whose folder is there and lets itself be written to. */
    static Path writable(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new UsageException("--out " + file + ": is a folder");
        }
        if (folder == null || !Files.isDirectory(folder)) {
            throw new UsageException("--out " + file + ": there is no folder " + folder);
        }
        if (!Files.isWritable(folder) || Files.exists(file) && !Files.isWritable(file)) {
            throw new UsageException("--out " + file + ": cannot be written");
        }
        return file;
    }
}
