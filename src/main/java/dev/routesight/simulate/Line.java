package dev.routesight.simulate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one JSON line into a buffer that is used again: constants, numbers, escaped strings. */
final class Line {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer = new byte[4096];
    private int length;

    byte[] buffer() {
        return buffer;
    }

    int length() {
        return length;
    }

    Line clear() {
        length = 0;
        return this;
    }

    Line raw(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    /** ASCII that needs no escape. */
    Line raw(String ascii) {
        int n = ascii.length();
        reserve(n);
        for (int i = 0; i < n; i++) {
            buffer[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    Line number(long value) {
        reserve(20);
        if (value < 0) {
            buffer[length++] = '-';
            value = -value;
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        for (int at = length + digits - 1; at >= length; at--) {
            buffer[at] = (byte) ('0' + value % 10);
            value /= 10;
        }
        length += digits;
        return this;
    }

    /** A non-negative number given in units of 10^-digits, without trailing zeros. */
    Line decimal(long scaled, int digits) {
        long one = 1;
        for (int i = 0; i < digits; i++) {
            one *= 10;
        }
        number(scaled / one);
        long rest = scaled % one;
        if (rest == 0) {
            return this;
        }
        reserve(20);
        buffer[length++] = '.';
        for (one /= 10; rest > 0; one /= 10) {
            buffer[length++] = (byte) ('0' + rest / one);
            rest %= one;
        }
        return this;
    }

    /** 16 hexadecimal digits. */
    Line hex(long value) {
        reserve(16);
        for (int shift = 60; shift >= 0; shift -= 4) {
            buffer[length++] = HEX[(int) (value >>> shift) & 15];
        }
        return this;
    }

    /** A quoted JSON string. */
    Line quoted(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        reserve(2 + 6 * bytes.length);
        buffer[length++] = '"';
        for (byte b : bytes) {
            if (b == '"' || b == '\\') {
                buffer[length++] = '\\';
                buffer[length++] = b;
            } else if (b >= 0 && b < 0x20) {
                raw("\\u00");
                buffer[length++] = HEX[b >> 4];
                buffer[length++] = HEX[b & 15];
            } else {
                buffer[length++] = b;
            }
        }
        buffer[length++] = '"';
        return this;
    }

    /** Leaves the first bytes only. */
    void cut(int to) {
        length = to;
    }

    byte[] copy() {
        return Arrays.copyOf(buffer, length);
    }

    private void reserve(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more + 64));
        }
    }
}
