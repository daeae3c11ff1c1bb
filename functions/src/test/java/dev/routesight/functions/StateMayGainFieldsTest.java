package dev.routesight.functions;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A class kept in state may gain fields: it is compiled in two shapes, written in the one and read
 * in the other, as Flink does when it restores and migrates.
 */
class StateMayGainFieldsTest {
    private static final String RECORD_BEFORE = "public record Kept(String id, long ts) {}";
    private static final String RECORD_AFTER =
            "public record Kept(String id, int added, long ts, String alsoAdded) {}";
    private static final String CLASS_BEFORE =
            "public class Kept { public String id = \"i\"; public long ts = 5; public Kept() {}}";
    private static final String CLASS_AFTER =
            "public class Kept { public String id; public long ts; public Long added;"
                    + " public Kept() {}\n"
                    + " public String toString() { return id + \" \" + ts + \" \" + added; }}";

    @TempDir private Path folder;

    @Test
    void aRecordGainsFieldsThatReadAsZeroAndNull() throws Exception {
        Class<?> before = compiled("before", RECORD_BEFORE);
        Object written = before.getConstructor(String.class, long.class).newInstance("i", 5L);
        Object read = throughState(written, compiled("after", RECORD_AFTER));
        assertThat(read).hasToString("Kept[id=i, added=0, ts=5, alsoAdded=null]");
    }

    @Test
    void aMutableClassGainsFieldsThatReadAsNull() throws Exception {
        Object written = compiled("before", CLASS_BEFORE).getConstructor().newInstance();
        Object read = throughState(written, compiled("after", CLASS_AFTER));
        assertThat(read).hasToString("i 5 null");
    }

    @SuppressWarnings("unchecked")
    private static <A> A throughState(Object written, Class<A> after) throws Exception {
        TypeSerializer<Object> old = serializer((Class<Object>) written.getClass());
        DataOutputSerializer out = new DataOutputSerializer(512);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, old.snapshotConfiguration());
        old.serialize(written, out);
        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        TypeSerializerSnapshot<A> kept =
                TypeSerializerSnapshot.readVersionedSnapshot(in, after.getClassLoader());
        TypeSerializerSnapshot<A> now = serializer(after).snapshotConfiguration();
        assertThat(now.resolveSchemaCompatibility(kept).isCompatibleAfterMigration()).isTrue();
        return kept.restoreSerializer().deserialize(in);
    }

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        return TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
    }

    private Class<?> compiled(String shape, String source) throws Exception {
        Path sources = Files.createDirectories(folder.resolve(shape));
        Path file = Files.writeString(sources.resolve("Kept.java"), source);
        int errors =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", sources.toString(), file.toString());
        assertThat(errors).isZero();
        URL[] classes = {sources.toUri().toURL()};
        return new URLClassLoader(classes, getClass().getClassLoader()).loadClass("Kept");
    }
}
