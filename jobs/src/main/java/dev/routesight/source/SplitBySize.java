package dev.routesight.source;

import java.io.IOException;
import java.util.List;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/**
 * Finds the files below the inputs and cuts the large uncompressed ones into pieces, so that one
 * file keeps many readers busy. For BATCH only: a watermark does not wait for pieces not yet read.
 */
public final class SplitBySize extends NonSplittingRecursiveEnumerator {
    private final long pieceBytes;

    public SplitBySize(long pieceBytes) {
        this.pieceBytes = pieceBytes;
    }

    @Override
    protected void convertToSourceSplits(
            FileStatus file, FileSystem fileSystem, List<FileSourceSplit> target)
            throws IOException {
        long length = file.getLen();
        if (length <= pieceBytes || Compression.of(file.getPath().getName()) != Compression.NONE) {
            super.convertToSourceSplits(file, fileSystem, target);
            return;
        }
        for (long at = 0; at < length; at += pieceBytes) {
            target.add(
                    new FileSourceSplit(
                            getNextId(),
                            file.getPath(),
                            at,
                            Math.min(pieceBytes, length - at),
                            file.getModificationTime(),
                            length));
        }
    }
}
