package dev.routesight.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of this machine, with its output in a file. It does not outlive the tests. */
public final class Program implements AutoCloseable {
    private final Process process;
    private final Thread atTheLatest;

    private Program(Process process) {
        this.process = process;
        this.atTheLatest = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(atTheLatest);
    }

    /** Whether all of these are on the path. */
    public static boolean areThere(String... names) {
        for (String name : names) {
            boolean found = false;
            for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
                found |= Files.isExecutable(Path.of(folder, name));
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    public static Program start(Path log, String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(name));
        command.addAll(List.of(arguments));
        return new Program(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
    }

    /** Waits for its end and returns its exit code. */
    public int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
        Runtime.getRuntime().removeShutdownHook(atTheLatest);
    }
}
