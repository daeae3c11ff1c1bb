package dev.routesight.source;

import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/** How a file is compressed, by its name. */
public enum Compression {
    NONE,
    GZIP,
    ZSTD;

    public static Compression of(String fileName) {
        if (fileName.endsWith(".gz")) {
            return GZIP;
        }
        return fileName.endsWith(".zst") ? ZSTD : NONE;
    }

    public InputStream open(InputStream file) throws IOException {
        return switch (this) {
            case NONE -> file;
            case GZIP -> new GZIPInputStream(file, 1 << 16);
            case ZSTD -> new ZstdInputStream(file);
        };
    }
}
