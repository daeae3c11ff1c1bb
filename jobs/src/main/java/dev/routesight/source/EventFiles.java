package dev.routesight.source;

import dev.routesight.event.Decoded;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.Path;

/**
 * NDJSON files as a Flink format: decoded in the source, straight from blocks of bytes; {@code .gz}
 * and {@code .zst} too.
 */
public final class EventFiles implements BulkFormat<Decoded, FileSourceSplit> {
    private final DecoderFactory decoders;
    private final long plausibleUntil;

    /**
     * @param plausibleUntil times later than this (plus the allowed skew) are implausible;
     *     Long.MAX_VALUE checks nothing
     */
    public EventFiles(DecoderFactory decoders, long plausibleUntil) {
        this.decoders = decoders;
        this.plausibleUntil = plausibleUntil;
    }

    @Override
    public Reader<Decoded> createReader(Configuration config, FileSourceSplit split)
            throws IOException {
        return open(split, split.offset(), 0);
    }

    @Override
    public Reader<Decoded> restoreReader(Configuration config, FileSourceSplit split)
            throws IOException {
        long position =
                split.getReaderPosition()
                        .map(at -> at.getOffset() >= 0 ? at.getOffset() : split.offset())
                        .orElse(split.offset());
        return open(split, split.offset(), position);
    }

    private Reader<Decoded> open(FileSourceSplit split, long offset, long resumeAt)
            throws IOException {
        Path path = split.path();
        FSDataInputStream file = path.getFileSystem().open(path);
        Compression compression = Compression.of(path.getName());
        long end = compression == Compression.NONE ? offset + split.length() : Long.MAX_VALUE;
        LineBlocks lines;
        if (compression == Compression.NONE) {
            long start = Math.max(offset, resumeAt);
            boolean midLine = resumeAt <= offset && offset > 0;
            file.seek(midLine ? start - 1 : start);
            lines = new LineBlocks(file, midLine ? start - 1 : start, end);
            if (midLine) {
                lines.skipLine();
            }
        } else {
            lines = new LineBlocks(compression.open(file), 0, end);
            lines.skipTo(resumeAt);
        }
        return new EventFileReader(lines, decoders.create(), path.getPath(), plausibleUntil);
    }

    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<Decoded> getProducedType() {
        return TypeInformation.of(Decoded.class);
    }
}
