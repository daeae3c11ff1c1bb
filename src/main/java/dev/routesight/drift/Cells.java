package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Seasons and strata that a cohort's tests have learnt. Names of strata repeat their parts (part of
 * the day, query shape, bin of the score): as bytes, the parts before and after the first {@code |}
 * are told once each, and a bit for each pair of them that is there.
 */
record Cells(List<Cell> cells) {
    /** A stratum in a season. */
    record Cell(int season, String stratum) {}

    private record Head(int season, String text) {}

    private static final Comparator<Head> HEADS =
            Comparator.comparingInt(Head::season).thenComparing(Head::text);

    /** Pairs that may stand for one cell; with more, names are told whole. */
    private static final int PAIRS_PER_CELL = 64;

    Cells {
        cells = List.copyOf(cells);
    }

    int size() {
        return cells.size();
    }

    /** Those of a season and stratum set, in the order in which they are read again. */
    static Cells of(Collection<Cell> all) {
        TreeSet<Head> heads = new TreeSet<>(HEADS);
        TreeSet<String> tails = new TreeSet<>();
        boolean whole = isWhole(all, heads, tails);
        List<Cell> sorted = new ArrayList<>(all);
        sorted.sort(
                Comparator.comparing((Cell cell) -> head(cell, whole), HEADS)
                        .thenComparing(cell -> tail(cell, whole)));
        return new Cells(sorted);
    }

    /** Fills in the parts; true when names do not fall into parts. */
    private static boolean isWhole(
            Collection<Cell> cells, TreeSet<Head> heads, TreeSet<String> tails) {
        for (Cell cell : cells) {
            heads.add(head(cell, false));
            tails.add(tail(cell, false));
        }
        if ((long) heads.size() * tails.size() <= (long) PAIRS_PER_CELL * cells.size()) {
            return false;
        }
        heads.clear();
        tails.clear();
        cells.forEach(cell -> heads.add(head(cell, true)));
        tails.add("");
        return true;
    }

    private static Head head(Cell cell, boolean whole) {
        int at = whole ? -1 : cell.stratum().indexOf('|');
        return new Head(cell.season(), at < 0 ? cell.stratum() : cell.stratum().substring(0, at));
    }

    private static String tail(Cell cell, boolean whole) {
        int at = whole ? -1 : cell.stratum().indexOf('|');
        return at < 0 ? "" : cell.stratum().substring(at);
    }

    /**
     * For each cell the one of the same tail in the head before, -1 where there is none; what lies
     * there is a good guess of what lies here.
     */
    int[] before() {
        TreeSet<Head> heads = new TreeSet<>(HEADS);
        boolean whole = isWhole(cells, heads, new TreeSet<>());
        Map<String, Integer> last = new HashMap<>();
        int[] before = new int[cells.size()];
        for (int i = 0; i < before.length; i++) {
            Integer at = last.put(tail(cells.get(i), whole), i);
            before[i] = at == null ? -1 : at;
        }
        return before;
    }

    /** At most so many bytes are written. */
    int most() {
        int most = 20;
        for (Cell cell : cells) {
            most += 40 + PAIRS_PER_CELL / 8 + 3 * cell.stratum().length();
        }
        return most;
    }

    void write(ByteBuffer to) {
        TreeSet<Head> heads = new TreeSet<>(HEADS);
        TreeSet<String> tails = new TreeSet<>();
        boolean whole = isWhole(cells, heads, tails);
        VarInts.put(to, heads.size());
        for (Head head : heads) {
            VarInts.put(to, head.season());
            put(to, head.text());
        }
        VarInts.put(to, tails.size());
        tails.forEach(tail -> put(to, tail));
        Bits bits = new Bits(to);
        int at = 0;
        for (Head head : heads) {
            for (String tail : tails) {
                boolean there =
                        at < cells.size()
                                && head(cells.get(at), whole).equals(head)
                                && tail(cells.get(at), whole).equals(tail);
                bits.put(there ? 1 : 0, 1);
                at += there ? 1 : 0;
            }
        }
        bits.flush();
    }

    static Cells read(ByteBuffer from) {
        List<Head> heads = new ArrayList<>();
        for (long left = VarInts.get(from); left > 0; left--) {
            int season = (int) VarInts.get(from);
            heads.add(new Head(season, get(from)));
        }
        List<String> tails = new ArrayList<>();
        for (long left = VarInts.get(from); left > 0; left--) {
            tails.add(get(from));
        }
        Bits bits = new Bits(from);
        List<Cell> cells = new ArrayList<>();
        for (Head head : heads) {
            for (String tail : tails) {
                if (bits.get(1) == 1) {
                    cells.add(new Cell(head.season(), head.text() + tail));
                }
            }
        }
        return new Cells(cells);
    }

    static void put(ByteBuffer to, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        VarInts.put(to, bytes.length);
        to.put(bytes);
    }

    static String get(ByteBuffer from) {
        byte[] bytes = new byte[(int) VarInts.get(from)];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
