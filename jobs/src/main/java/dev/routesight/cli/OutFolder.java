package dev.routesight.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder that {@code --out} names. */
final class OutFolder {
    private OutFolder() {}

    /**
     * Makes the folder if need be; absolute.
     *
     * @throws UsageException when it is none or cannot be written to
     */
    static Path writable(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException("--out " + folder + ": cannot be made a folder");
        }
        if (!Files.isWritable(folder)) {
            throw new UsageException("--out " + folder + ": cannot be written to");
        }
        return folder.toAbsolutePath().normalize();
    }
}
