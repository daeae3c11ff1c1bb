package dev.routesight.database;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.jdbc.core.datastream.sink.JdbcSink;

/**
 * Flink's JDBC sink, at least once, for a database that may go away. The connector writes what is
 * left when it is closed, and what it throws then ends the whole TaskManager and every other job on
 * it; here the job alone fails, and starts again from its last checkpoint. Nothing is lost by it:
 * before each checkpoint and at the end of the input all was written or the job has failed.
 */
final class UpsertSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final JdbcSink<T> connector;

    UpsertSink(JdbcSink<T> connector) {
        this.connector = connector;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return new Writer<>(connector.createWriter(context));
    }

    private record Writer<T>(SinkWriter<T> connector) implements SinkWriter<T> {
        @Override
        public void write(T row, Context context) throws IOException, InterruptedException {
            connector.write(row, context);
        }

        @Override
        public void flush(boolean endOfInput) throws IOException, InterruptedException {
            connector.flush(endOfInput);
        }

        @Override
        public void close() {
            try {
                connector.close();
            } catch (Exception e) {
                return; // the connector has logged it
            }
        }
    }
}
