package dev.routesight.event;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Reads RFC 3339 to epoch milliseconds; finer fractions are cut, a leap second is refused. */
final class Timestamps {
    static final long LAST = 253402300799999L;

    private Timestamps() {}

    static long parse(String s) {
        try {
            return checked(read(s));
        } catch (DateTimeException | StringIndexOutOfBoundsException e) {
            throw new MalformedException("ts: not RFC 3339");
        }
    }

    static long checked(long ts) {
        if (ts < 0 || ts > LAST) {
            throw new MalformedException("ts: not in the years 1970 to 9999");
        }
        return ts;
    }

    private static long read(String s) {
        int year = number(s, 0, 4);
        expect(s.charAt(4) == '-' && s.charAt(7) == '-');
        expect(s.charAt(10) == 'T' || s.charAt(10) == 't');
        expect(s.charAt(13) == ':' && s.charAt(16) == ':');
        long day = LocalDate.of(year, number(s, 5, 7), number(s, 8, 10)).toEpochDay();
        int hour = number(s, 11, 13);
        int minute = number(s, 14, 16);
        int second = number(s, 17, 19);
        expect(hour < 24 && minute < 60 && second < 60);
        int i = 19;
        int millis = 0;
        if (s.charAt(i) == '.') {
            int weight = 100;
            int start = ++i;
            for (; s.charAt(i) >= '0' && s.charAt(i) <= '9'; i++) {
                millis += weight * (s.charAt(i) - '0');
                weight /= 10;
            }
            expect(i > start);
        }
        long local = ((day * 24 + hour) * 60 + minute) * 60_000L + second * 1000L + millis;
        return local - offsetMillis(s, i);
    }

    private static long offsetMillis(String s, int i) {
        char c = s.charAt(i);
        if (c == 'Z' || c == 'z') {
            expect(s.length() == i + 1);
            return 0;
        }
        expect((c == '+' || c == '-') && s.length() == i + 6 && s.charAt(i + 3) == ':');
        int hours = number(s, i + 1, i + 3);
        int minutes = number(s, i + 4, i + 6);
        expect(hours < 24 && minutes < 60);
        long millis = (hours * 60L + minutes) * 60_000L;
        return c == '+' ? millis : -millis;
    }

    private static int number(String s, int from, int to) {
        int n = 0;
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            expect(c >= '0' && c <= '9');
            n = n * 10 + c - '0';
        }
        return n;
    }

    private static void expect(boolean holds) {
        if (!holds) {
            throw new MalformedException("ts: not RFC 3339");
        }
    }
}
