package dev.routesight.cli;

import picocli.CommandLine.Option;

/** How much a long run says on stderr. */
final class TalkOptions {
    @Option(names = "--quiet", description = "Say nothing on stderr but errors.")
    private boolean quiet;

    /** Set by the launcher, which can tell. */
    private static boolean isTerminal() {
        return Boolean.getBoolean("routesight.terminal");
    }

    Progress progress() {
        ProgressLine.Reader reader =
                isTerminal() ? ProgressLine.Reader.TERMINAL : ProgressLine.Reader.LOG;
        return new ProgressLine(
                System.err, quiet ? ProgressLine.Reader.NOBODY : reader, System::nanoTime);
    }
}
