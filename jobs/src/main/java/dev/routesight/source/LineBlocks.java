package dev.routesight.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/**
 * Cuts a stream of bytes into lines without copying them: each line is a stretch of one buffer,
 * which grows with the longest line up to a bound. A longer line is passed over and said to be
 * {@link #tooLong}.
 */
final class LineBlocks implements Closeable {
    static final int LONGEST_LINE = 8 << 20;
    private static final int BLOCK = 1 << 18;

    private final InputStream in;
    private final long end;
    private byte[] buffer = new byte[BLOCK];
    private long bufferAt;
    private int filled;
    private int next;
    private int lineStart;
    private int lineLength;
    private boolean tooLong;
    private boolean exhausted;

    /**
     * @param position where in the file {@code in} stands
     * @param end lines that start at or after this are not given
     */
    LineBlocks(InputStream in, long position, long end) {
        this.in = in;
        this.bufferAt = position;
        this.end = end;
    }

    /** Moves to the next line; false at the end. */
    boolean advance() throws IOException {
        if (bufferAt + next >= end) {
            return false;
        }
        return readLine();
    }

    /** Passes over the rest of a line that belongs to the split before. */
    void skipLine() throws IOException {
        readLine();
    }

    /** Passes over all up to a position. */
    void skipTo(long position) throws IOException {
        while (bufferAt + next < position && readLine()) {
            // each line before the position was given before
        }
    }

    byte[] buffer() {
        return buffer;
    }

    int lineStart() {
        return lineStart;
    }

    int lineLength() {
        return lineLength;
    }

    long linePosition() {
        return bufferAt + lineStart;
    }

    /** Position after the line. */
    long nextPosition() {
        return bufferAt + next;
    }

    boolean tooLong() {
        return tooLong;
    }

    private boolean readLine() throws IOException {
        tooLong = false;
        lineStart = next;
        int scan = next;
        while (true) {
            for (; scan < filled; scan++) {
                if (buffer[scan] == '\n') {
                    lineLength = scan - lineStart;
                    next = scan + 1;
                    return true;
                }
            }
            if (exhausted) {
                lineLength = filled - lineStart;
                next = filled;
                return lineLength > 0 || tooLong;
            }
            if (filled - lineStart >= LONGEST_LINE) {
                tooLong = true;
                bufferAt += filled;
                filled = 0;
                lineStart = 0;
                scan = 0;
            }
            scan -= makeRoom();
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read < 0) {
                exhausted = true;
            } else {
                filled += read;
            }
        }
    }

    /**
     * Moves the begun line to the buffer's start, or grows the buffer; returns by how much things
     * moved.
     */
    private int makeRoom() {
        if (filled < buffer.length) {
            return 0;
        }
        if (lineStart == 0) {
            buffer = java.util.Arrays.copyOf(buffer, buffer.length * 2);
            return 0;
        }
        int moved = lineStart;
        System.arraycopy(buffer, lineStart, buffer, 0, filled - lineStart);
        filled -= moved;
        bufferAt += moved;
        lineStart = 0;
        return moved;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
