package dev.routesight.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes the page to a file, which is whole or not there. */
public final class ReportFile {
    private ReportFile() {}

    /**
     * @param version of this program
     */
    public static void write(Report report, String version, Path file) throws IOException {
        Path whole = file.toAbsolutePath();
        Path part = whole.resolveSibling("." + whole.getFileName() + ".part");
        try {
            Files.writeString(part, new ReportPage(version).of(report));
            Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
