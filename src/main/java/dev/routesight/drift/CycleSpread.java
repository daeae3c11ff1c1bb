package dev.routesight.drift;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * How much whole cycles (days, or windows that stand alone) differ while learning, beyond what
 * chance does. Mutable.
 *
 * <p>Pearson's chi-squared of the cycles' counts within each season, Σ (x_c − n_c p)² / (n_c p (1 −
 * p)), over cycles − seasons. It takes in what users' sums cannot show: noise that a whole day
 * shares, users who come in bursts. With two weeks it is rough, so it counts only where chance
 * alone would show as much in 1 % of cases, and where a cycle has five events or more.
 */
final class CycleSpread {
    private static final double RARE = 0.01;
    private static final double LEAST_EVENTS = 5;

    private record Season(int cycles, long n, long x, double squares) {}

    private final Map<Integer, Season> seasons = new TreeMap<>();
    private int cycle = Integer.MIN_VALUE;
    private int season;
    private long n;
    private long x;

    void add(Block block) {
        if (block.cycle() != cycle) {
            close();
            cycle = block.cycle();
            season = block.season();
        }
        n += block.decisions();
        x += block.events();
    }

    /** At least 1; the last cycle is left out, for it may not be whole. */
    double designEffect() {
        double chiSquared = 0;
        int freedom = 0;
        for (Season s : seasons.values()) {
            double p = s.n == 0 ? 0 : (double) s.x / s.n;
            if (p <= 0 || p >= 1 || s.x < LEAST_EVENTS * s.cycles) {
                continue;
            }
            chiSquared += (s.squares - p * s.x) / (p * (1 - p));
            freedom += s.cycles - 1;
        }
        if (freedom < 1) {
            return 1;
        }
        double rare = ChiSquaredDistribution.of(freedom).inverseSurvivalProbability(RARE);
        return chiSquared > rare ? DesignEffect.ofBlocks(chiSquared, freedom) : 1;
    }

    private void close() {
        if (n > 0) {
            Season before = seasons.getOrDefault(season, new Season(0, 0, 0, 0));
            double square = (double) x * x / n;
            seasons.put(
                    season,
                    new Season(
                            before.cycles + 1,
                            before.n + n,
                            before.x + x,
                            before.squares + square));
        }
        n = 0;
        x = 0;
    }

    int bytes() {
        return 25 + 32 * seasons.size();
    }

    void write(ByteBuffer to) {
        to.putInt(cycle).putInt(season).putLong(n).putLong(x).put((byte) seasons.size());
        seasons.forEach(
                (number, s) ->
                        to.putInt(number)
                                .putInt(s.cycles)
                                .putLong(s.n)
                                .putLong(s.x)
                                .putDouble(s.squares));
    }

    static CycleSpread read(ByteBuffer from) {
        CycleSpread read = new CycleSpread();
        read.cycle = from.getInt();
        read.season = from.getInt();
        read.n = from.getLong();
        read.x = from.getLong();
        int seasons = from.get();
        for (int i = 0; i < seasons; i++) {
            read.seasons.put(
                    from.getInt(),
                    new Season(from.getInt(), from.getLong(), from.getLong(), from.getDouble()));
        }
        return read;
    }
}
