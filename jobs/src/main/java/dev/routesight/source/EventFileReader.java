package dev.routesight.source;

import dev.routesight.attribution.Place;
import dev.routesight.event.Decoded;
import dev.routesight.event.EventDecoder;
import dev.routesight.event.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.annotation.Nullable;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.MutableRecordAndPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;

/** Decodes a split's lines, a batch at a time. */
final class EventFileReader implements BulkFormat.Reader<Decoded> {
    private static final int BATCH = 1024;

    private final LineBlocks lines;
    private final EventDecoder decoder;
    private final String source;
    private final long plausibleUntil;

    EventFileReader(LineBlocks lines, EventDecoder decoder, String source, long plausibleUntil) {
        this.lines = lines;
        this.decoder = decoder;
        this.source = source;
        this.plausibleUntil = plausibleUntil;
    }

    @Nullable
    @Override
    public BulkFormat.RecordIterator<Decoded> readBatch() throws IOException {
        Batch batch = new Batch();
        while (batch.records.size() < BATCH && lines.advance()) {
            Decoded decoded = decodeLine();
            if (decoded != null) {
                batch.add(decoded, lines.nextPosition());
            }
        }
        return batch.records.isEmpty() ? null : batch;
    }

    private Decoded decodeLine() {
        long position = lines.linePosition();
        if (lines.tooLong()) {
            String reason = "the record is longer than " + LineBlocks.LONGEST_LINE + " bytes";
            return Decoded.refused(
                    new Refusal(Place.MALFORMED, "", -1, reason, source, position, null));
        }
        return decoder.decode(
                lines.buffer(),
                lines.lineStart(),
                lines.lineLength(),
                source,
                position,
                plausibleUntil);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** Decoded records with the positions after them. */
    private static final class Batch implements BulkFormat.RecordIterator<Decoded> {
        private final List<Decoded> records = new ArrayList<>(BATCH);
        private final List<Long> positions = new ArrayList<>(BATCH);
        private final MutableRecordAndPosition<Decoded> current = new MutableRecordAndPosition<>();
        private int next;

        void add(Decoded decoded, long positionAfter) {
            records.add(decoded);
            positions.add(positionAfter);
        }

        @Nullable
        @Override
        public RecordAndPosition<Decoded> next() {
            if (next == records.size()) {
                return null;
            }
            current.set(records.get(next), positions.get(next), 0);
            next++;
            return current;
        }

        @Override
        public void releaseBatch() {}
    }
}
