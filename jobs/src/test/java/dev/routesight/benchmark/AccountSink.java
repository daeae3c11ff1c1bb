package dev.routesight.benchmark;

import dev.routesight.tally.AccountingRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Writes the last row of each source and place when the input has ended, a file per subtask. */
record AccountSink(String folder) implements Sink<AccountingRow> {

    @Override
    public SinkWriter<AccountingRow> createWriter(WriterInitContext context) {
        int subtask = context.getTaskInfo().getIndexOfThisSubtask();
        return new Writer(Path.of(folder, "account-" + subtask));
    }

    private static final class Writer implements SinkWriter<AccountingRow> {
        private final Path file;
        private final Map<String, Long> latest = new TreeMap<>();

        Writer(Path file) {
            this.file = file;
        }

        @Override
        public void write(AccountingRow row, Context context) {
            latest.put(row.place() + "\t" + row.source(), row.events());
        }

        @Override
        public void flush(boolean endOfInput) throws IOException {
            if (endOfInput) {
                StringBuilder text = new StringBuilder();
                latest.forEach((key, n) -> text.append(key).append('\t').append(n).append('\n'));
                Files.writeString(file, text);
            }
        }

        @Override
        public void close() {}
    }
}
