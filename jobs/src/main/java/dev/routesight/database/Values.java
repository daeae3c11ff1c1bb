package dev.routesight.database;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.routesight.attribution.SignalKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How values of rows stand in columns. */
final class Values {
    /** What PostgreSQL and RFC 3339 can both say. */
    private static final long EARLIEST = -62_135_596_800_000L;

    private static final long LATEST = 253_402_300_799_999L;

    private Values() {}

    static OffsetDateTime time(long millis) {
        long within = Math.max(EARLIEST, Math.min(LATEST, millis));
        return Instant.ofEpochMilli(within).atOffset(ZoneOffset.UTC);
    }

    /** 1e-9 in units; null stays null. */
    static BigDecimal nanos(Long nanos) {
        return nanos == null ? null : BigDecimal.valueOf(nanos, 9);
    }

    /** Null where it is not a finite number. */
    static Double known(double value) {
        return Double.isFinite(value) ? (Double) value : null;
    }

    /** A text in SQL. */
    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** Milliseconds in seconds; null when negative. */
    static BigDecimal seconds(long millis) {
        return millis < 0 ? null : BigDecimal.valueOf(millis, 3);
    }

    /** The kinds of a bit set, sorted. */
    static String[] signals(int bits) {
        TreeSet<String> kinds = new TreeSet<>();
        for (SignalKind kind : SignalKind.values()) {
            if ((bits & kind.bit()) != 0) {
                kinds.add(kind.label());
            }
        }
        return kinds.toArray(String[]::new);
    }

    /** A JSON object of strings, by name; empty for null. */
    static String object(Map<String, String> members) {
        StringBuilder json = new StringBuilder("{");
        new TreeMap<>(members == null ? Map.of() : members)
                .forEach(
                        (name, value) -> {
                            json.append(json.length() == 1 ? "\"" : ",\"");
                            JsonStringEncoder.getInstance().quoteAsString(name, json);
                            json.append("\":\"");
                            JsonStringEncoder.getInstance().quoteAsString(value, json);
                            json.append('"');
                        });
        return json.append('}').toString();
    }

    /** A short name of several texts together. */
    static String rowKey(String... texts) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            for (String text : texts) {
                md5.update(text.getBytes(StandardCharsets.UTF_8));
                md5.update((byte) 0);
            }
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }
}
