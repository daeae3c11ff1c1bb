package dev.routesight.wire;

import dev.routesight.event.Dimensions;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/** Writes fields one after another into a buffer that is used again. */
final class WireWriter {
    static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.BIG_ENDIAN);

    private byte[] buffer = new byte[512];
    private int length;
    private String again = "";
    private byte[] againBytes = {};

    void clear() {
        length = 0;
    }

    byte[] buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    void oneByte(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
    }

    /** A count or a bit set of few bits: small ones take few bytes. */
    void small(int value) {
        reserve(5);
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            buffer[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[length++] = (byte) rest;
    }

    void wide(long value) {
        reserve(8);
        LONGS.set(buffer, length, value);
        length += 8;
    }

    void ints(int[] values) {
        small(values.length);
        reserve(values.length * Integer.BYTES);
        for (int value : values) {
            INTS.set(buffer, length, value);
            length += Integer.BYTES;
        }
    }

    void real(double value) {
        reserve(8);
        DOUBLES.set(buffer, length, value);
        length += 8;
    }

    void text(String value) {
        bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A text that is mostly the one written here before. */
    @SuppressWarnings("ReferenceEquality") // equal ones are found too, only slower
    void textAgain(String value) {
        if (value != again && !value.equals(again)) {
            againBytes = value.getBytes(StandardCharsets.UTF_8);
        }
        again = value;
        bytes(againBytes);
    }

    void textOrNull(String value) {
        if (present(value)) {
            text(value);
        }
    }

    void smallOrNull(Integer value) {
        if (present(value)) {
            small(value);
        }
    }

    void wideOrNull(Long value) {
        if (present(value)) {
            wide(value);
        }
    }

    void realOrNull(Double value) {
        if (present(value)) {
            real(value);
        }
    }

    void realsOrNull(Map<String, Double> values) {
        if (present(values)) {
            small(values.size());
            values.forEach(
                    (name, value) -> {
                        text(name);
                        real(value);
                    });
        }
    }

    void textsOrNull(Map<String, String> values) {
        if (present(values)) {
            small(values.size());
            values.forEach(
                    (name, value) -> {
                        text(name);
                        text(value);
                    });
        }
    }

    void dimensions(Dimensions dimensions) {
        text(dimensions.route());
        text(dimensions.model());
        text(dimensions.routerVersion());
        text(dimensions.assignment());
        text(dimensions.experiment());
        text(dimensions.arm());
        text(dimensions.queryShape());
        text(dimensions.language());
        textsOrNull(dimensions.labels());
    }

    boolean present(Object value) {
        oneByte(value == null ? 0 : 1);
        return value != null;
    }

    private void bytes(byte[] bytes) {
        small(bytes.length);
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, length + more));
        }
    }
}
