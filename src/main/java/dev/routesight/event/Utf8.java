package dev.routesight.event;

/** Strict UTF-8 over a whole record, skipped strings included. A NUL byte is refused as well. */
final class Utf8 {
    private Utf8() {}

    static boolean valid(byte[] b, int off, int len) {
        int end = off + len;
        int i = off;
        while (i < end) {
            int c = b[i];
            if (c > 0) {
                i++;
                continue;
            }
            int size = size(c & 0xff);
            if (size == 0 || i + size > end || !tail(b, i, size)) {
                return false;
            }
            i += size;
        }
        return true;
    }

    private static int size(int lead) {
        if (lead >= 0xc2 && lead <= 0xdf) {
            return 2;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            return 3;
        }
        return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    }

    private static boolean tail(byte[] b, int i, int size) {
        for (int k = 1; k < size; k++) {
            if ((b[i + k] & 0xc0) != 0x80) {
                return false;
            }
        }
        int second = b[i + 1] & 0xff;
        return switch (b[i] & 0xff) {
            case 0xe0 -> second >= 0xa0;
            case 0xed -> second < 0xa0;
            case 0xf0 -> second >= 0x90;
            case 0xf4 -> second < 0x90;
            default -> true;
        };
    }
}
