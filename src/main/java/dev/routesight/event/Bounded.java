package dev.routesight.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes ids and labels safe and short: no NUL, no lone surrogate, at most 200 code points. */
final class Bounded {
    private static final int LIMIT = 200;
    private static final int KEPT = 183;

    private Bounded() {}

    static String id(String text) {
        String clean = clean(text);
        if (clean.length() <= LIMIT || clean.codePointCount(0, clean.length()) <= LIMIT) {
            return clean;
        }
        byte[] hash = sha256().digest(clean.getBytes(StandardCharsets.UTF_8));
        String tail = HexFormat.of().formatHex(hash, 0, 8);
        return clean.substring(0, clean.offsetByCodePoints(0, KEPT)) + '~' + tail;
    }

    /** A dimension value: names that begin with two underscores are reserved. */
    static String dimension(String text) {
        String id = id(text);
        return id.startsWith("__") ? '\\' + id : id;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String clean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff) ? 0xfffd : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
