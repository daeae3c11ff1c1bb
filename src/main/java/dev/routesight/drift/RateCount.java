package dev.routesight.drift;

/** x events of n decisions. */
public record RateCount(long n, long x) {
    static final RateCount NONE = new RateCount(0, 0);

    public RateCount {
        if (x < 0 || x > n) {
            throw new IllegalArgumentException(x + " events of " + n);
        }
    }

    public RateCount plus(long moreN, long moreX) {
        return new RateCount(n + moreN, x + moreX);
    }

    public double rate() {
        return n == 0 ? 0 : (double) x / n;
    }
}
