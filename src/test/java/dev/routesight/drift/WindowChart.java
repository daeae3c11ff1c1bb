package dev.routesight.drift;

/**
 * The rate of the last {@code size} decisions against the known rate, in standard errors: rolling,
 * or looked at only when a window is full, as a threshold on hourly rates.
 */
final class WindowChart implements Chart {
    private final boolean rolling;
    private final boolean[] ring;
    private final double rate;
    private long n;
    private int events;
    private double now;

    WindowChart(double rate, int size, boolean rolling) {
        this.rate = rate;
        this.rolling = rolling;
        ring = new boolean[size];
    }

    @Override
    public void reset() {
        n = 0;
        events = 0;
        now = 0;
        java.util.Arrays.fill(ring, false);
    }

    @Override
    public void add(boolean event) {
        int at = (int) (n % ring.length);
        events += (event ? 1 : 0) - (ring[at] ? 1 : 0);
        ring[at] = event;
        n++;
        boolean looked = rolling ? n >= ring.length : n % ring.length == 0;
        double expected = ring.length * rate;
        now = looked ? (events - expected) / Math.sqrt(expected * (1 - rate)) : -100;
    }

    @Override
    public double statistic() {
        return now;
    }

    @Override
    public boolean risesAtEventsOnly() {
        return rolling;
    }
}
