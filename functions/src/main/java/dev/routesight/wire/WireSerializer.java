package dev.routesight.wire;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Ships immutable records between tasks and through the sort of BATCH: in one block of bytes, where
 * Flink's own way with records goes field by field and byte by byte; values of which there are few
 * are shared by all that are read. For the wire only: in state, records are kept as POJOs, whose
 * fields may change.
 */
abstract class WireSerializer<T> extends TypeSerializer<T> {
    private static final long serialVersionUID = 1;

    private transient WireWriter writer;
    private transient WireReader reader;

    /** An empty writer. */
    protected final WireWriter writer() {
        if (writer == null) {
            writer = new WireWriter();
        }
        writer.clear();
        return writer;
    }

    /** Sends what was written, its length before it. */
    protected final void send(WireWriter written, DataOutputView target) throws IOException {
        target.writeInt(written.length());
        target.write(written.buffer(), 0, written.length());
    }

    /** A reader of the next record of a source. */
    protected final WireReader reader(DataInputView source) throws IOException {
        next(source, source.readInt());
        return reader;
    }

    @Override
    public final void copy(DataInputView source, DataOutputView target) throws IOException {
        int length = source.readInt();
        target.writeInt(length);
        target.write(next(source, length), 0, length);
    }

    private byte[] next(DataInputView source, int length) throws IOException {
        if (reader == null) {
            reader = new WireReader();
        }
        byte[] buffer = reader.begin(length);
        source.readFully(buffer, 0, length);
        return buffer;
    }

    @Override
    public final boolean isImmutableType() {
        return true;
    }

    @Override
    public final T createInstance() {
        return null; // records are made by reading only
    }

    @Override
    public final T copy(T from) {
        return from;
    }

    @Override
    public final T copy(T from, T reuse) {
        return from;
    }

    @Override
    public final T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public final int getLength() {
        return -1;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass();
    }

    @Override
    public final int hashCode() {
        return getClass().hashCode();
    }
}
