package dev.routesight.functions.testing;

import dev.routesight.control.BinSum;
import dev.routesight.control.CohortNews;
import dev.routesight.control.ControlSettings;
import dev.routesight.control.PeriodBins;
import dev.routesight.control.Recommendation;
import dev.routesight.control.ThresholdRow;
import dev.routesight.control.Traffic;
import dev.routesight.drift.CohortDrift;
import dev.routesight.functions.RecommendThresholds;
import dev.routesight.money.PriceBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/**
 * {@link RecommendThresholds} on a harness, and what it says as text. In its world cheap is the
 * better choice up to a score of .44, and nothing is left to chance.
 */
public final class Recommending implements AutoCloseable {
    public static final long WEEK = 7 * Settings.DAY;

    /** A Monday. */
    public static final long BEGINNING = 2_900 * WEEK + 4 * Settings.DAY;

    public static final long HORIZON = 30 * Settings.MINUTE;
    public static final ControlSettings SETTINGS =
            new ControlSettings(
                    WEEK,
                    Settings.DAY,
                    HORIZON,
                    10,
                    "strong",
                    "cheap",
                    0,
                    0.01,
                    0.05,
                    1,
                    0.1,
                    0.3,
                    100,
                    0,
                    8,
                    4,
                    true);
    public static final PriceBook PRICES =
            new PriceBook(
                    Map.of("rejected", 0.1),
                    List.of(
                            new PriceBook.Cohort(
                                    Map.of("tenant", "free"), Map.of("rejected", 0.0))),
                    Map.of(),
                    Map.of());

    public final List<ThresholdRow> rows = new ArrayList<>();
    public final Stage<CohortNews, ThresholdRow> stage;

    public Recommending(boolean batch, int parallelism, List<OperatorSubtaskState> restored)
            throws Exception {
        stage =
                Stage.<CohortNews, ThresholdRow>told(
                                () -> new RecommendThresholds(SETTINGS, PRICES),
                                CohortNews::key,
                                parallelism,
                                batch,
                                restored)
                        .to(row -> rows.add(row.getValue()));
    }

    public void takes(CohortNews news) {
        long final_ =
                news.drift() == null
                        ? news.windowStart() + Settings.DAY + HORIZON
                        : news.windowStart();
        stage.take(news, final_);
    }

    public void watermark(long time) throws Exception {
        stage.watermark(time);
    }

    public void ends(long observedUntil) throws Exception {
        stage.tell(observedUntil);
        watermark(Long.MAX_VALUE);
    }

    /** What was said, by cohort and period. */
    public List<String> said() {
        return rows.stream().map(Recommending::text).sorted().toList();
    }

    public List<String> statuses() {
        return rows.stream().map(row -> row.recommendation().status()).toList();
    }

    public static String text(ThresholdRow row) {
        Recommendation r = row.recommendation();
        return row.cohort()
                + " week "
                + (r.periodStart() - BEGINNING) / WEEK
                + " "
                + r.status()
                + " "
                + r.reason()
                + " "
                + r.currentThreshold()
                + " to "
                + r.proposedThreshold()
                + " by "
                + r.costChange().value()
                + " drifting "
                + row.drift()
                + " at "
                + row.asOf();
    }

    /** A day of a tenant's traffic under a threshold. */
    public static CohortNews day(String tenant, int day, double threshold, double explored) {
        return day(tenant, day, threshold, explored, 0);
    }

    /**
     * @param worse by how much the rejected rate of cheap has risen
     */
    public static CohortNews day(
            String tenant, int day, double threshold, double explored, double worse) {
        long start = BEGINNING + day * Settings.DAY;
        PeriodBins bins = new PeriodBins(SETTINGS.periodStart(start), 10);
        for (int bin = 0; bin < 10; bin++) {
            double score = (bin + 0.5) / 10;
            boolean below = score < threshold;
            double bad = 0.05 + 0.5 * score + worse;
            add(bins, Traffic.of(false, !below), bin, 700, bad);
            add(bins, Traffic.RANDOMISED_CHEAP, bin, (long) (100 * explored), bad);
            add(bins, Traffic.RANDOMISED_REFERENCE, bin, (long) (100 * explored), bad);
        }
        bins.addThreshold(start, threshold);
        String cohort = Tallying.tenant(tenant);
        return new CohortNews("tenant", cohort, start, bins.toBytes(), null);
    }

    private static void add(PeriodBins to, Traffic traffic, int bin, long n, double bad) {
        boolean reference =
                traffic == Traffic.POLICY_REFERENCE || traffic == Traffic.RANDOMISED_REFERENCE;
        long nanos = reference ? 20_000_000L : 1_000_000L;
        long rejected = Math.round(n * (reference ? 0.08 : bad));
        to.add(traffic, bin, BinSum.DECISIONS, n);
        to.add(traffic, bin, BinSum.REJECTED, rejected);
        to.add(traffic, bin, BinSum.WITH_COST, n);
        to.add(traffic, bin, BinSum.COST_USD, n * nanos);
        to.add(traffic, bin, BinSum.COST_USD_SQ, n * nanos * nanos / 1_000_000_000L);
        to.add(traffic, bin, BinSum.COST_REJECTED_USD, rejected * nanos);
    }

    /** What is said at a time of a drift of a tenant that opened then or earlier. */
    public static CohortNews drift(String tenant, String state, long openedAt, long at) {
        return CohortNews.of(
                new CohortDrift(
                        "baseline",
                        "rejected",
                        "rise",
                        "tenant",
                        Tallying.tenant(tenant),
                        "cheap",
                        HORIZON,
                        state,
                        openedAt - HORIZON - Settings.DAY,
                        openedAt - HORIZON,
                        openedAt,
                        at,
                        openedAt,
                        0.1,
                        0.2,
                        0.15,
                        0.25,
                        2,
                        1.5,
                        2.5,
                        false,
                        100,
                        20,
                        10,
                        null,
                        20,
                        10,
                        new String[0],
                        new String[0],
                        List.of()));
    }

    @Override
    public void close() throws Exception {
        stage.close();
    }
}
