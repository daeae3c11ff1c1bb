package dev.routesight.event;

import java.nio.charset.StandardCharsets;

/**
 * A stable 64-bit hash of a string's UTF-8: FNV-1a, then the 64-bit finaliser of MurmurHash3. The
 * same on every machine and in every version; not for secrets.
 */
public final class Hash64 {
    private static final long BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hash64() {}

    public static long of(String text) {
        return mix(fnv1a(text));
    }

    static long fnv1a(String text) {
        long hash = BASIS;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return fnv1a(text.getBytes(StandardCharsets.UTF_8));
            }
            hash = (hash ^ c) * PRIME;
        }
        return hash;
    }

    private static long fnv1a(byte[] bytes) {
        long hash = BASIS;
        for (byte b : bytes) {
            hash = (hash ^ (b & 0xff)) * PRIME;
        }
        return hash;
    }

    private static long mix(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
