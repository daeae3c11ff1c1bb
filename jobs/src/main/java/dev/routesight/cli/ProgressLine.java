package dev.routesight.cli;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress as text: on a terminal one line that is written over, else a line every ten seconds, or
 * nothing at all.
 */
final class ProgressLine implements Progress {
    /** Who reads it. */
    enum Reader {
        TERMINAL(200_000_000L),
        LOG(10_000_000_000L),
        NOBODY(Long.MAX_VALUE);

        private final long intervalNanos;

        Reader(long intervalNanos) {
            this.intervalNanos = intervalNanos;
        }
    }

    private static final String BACK_TO_AN_EMPTY_LINE = "\r\033[K";

    private final PrintStream err;
    private final Reader reader;
    private final LongSupplier nanoClock;
    private long start;
    private long lastShown;
    private String phase;
    private Position unseen;
    private boolean lineOpen;

    ProgressLine(PrintStream err, Reader reader, LongSupplier nanoClock) {
        this.err = err;
        this.reader = reader;
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
        this.lastShown = start;
    }

    @Override
    public synchronized void at(Position position) {
        if (phase != null && !position.phase().equals(phase)) {
            finish();
            start = nanoClock.getAsLong();
        }
        phase = position.phase();
        unseen = position;
        if (nanoClock.getAsLong() - lastShown >= reader.intervalNanos) {
            show();
        }
    }

    @Override
    public synchronized void say(String line) {
        if (reader != Reader.NOBODY) {
            err.println((lineOpen ? BACK_TO_AN_EMPTY_LINE : "") + line);
            lineOpen = false;
        }
    }

    @Override
    public synchronized void finish() {
        if (unseen != null && reader != Reader.NOBODY) {
            show();
        }
        if (lineOpen) {
            err.println();
            lineOpen = false;
        }
    }

    private void show() {
        lastShown = nanoClock.getAsLong();
        String text = text(unseen, lastShown - start);
        unseen = null;
        if (reader == Reader.TERMINAL) {
            err.print(BACK_TO_AN_EMPTY_LINE + text);
            err.flush();
            lineOpen = true;
        } else {
            err.println(text);
        }
    }

    private static String text(Position at, long elapsedNanos) {
        StringBuilder text = new StringBuilder(at.phase());
        if (at.totalFiles() > 0) {
            text.append(
                    String.format(
                            Locale.ROOT, ", %d of %d files", at.doneFiles(), at.totalFiles()));
        }
        if (at.totalBytes() > 0) {
            long percent = Math.min(100, Math.round(100.0 * at.doneBytes() / at.totalBytes()));
            text.append(
                    String.format(
                            Locale.ROOT,
                            ", %s of %s (%d %%)",
                            size(at.doneBytes()),
                            size(at.totalBytes()),
                            percent));
        }
        long seconds = elapsedNanos / 1_000_000_000L;
        long rate = elapsedNanos == 0 ? 0 : Math.round(at.events() * 1e9 / elapsedNanos);
        return text.append(
                        String.format(
                                Locale.ROOT,
                                ", %,d events, %,d/s, %d:%02d",
                                at.events(),
                                rate,
                                seconds / 60,
                                seconds % 60))
                .toString();
    }

    private static String size(long bytes) {
        return bytes < 1_000_000
                ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
                : String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }
}
