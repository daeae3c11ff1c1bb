package dev.routesight.functions;

import static dev.routesight.functions.testing.Recommending.BEGINNING;
import static dev.routesight.functions.testing.Recommending.HORIZON;
import static dev.routesight.functions.testing.Recommending.WEEK;
import static dev.routesight.functions.testing.Recommending.day;
import static dev.routesight.functions.testing.Recommending.drift;
import static dev.routesight.functions.testing.Settings.DAY;

import dev.routesight.control.CohortNews;
import dev.routesight.drift.CohortDrift;
import dev.routesight.functions.testing.Recommending;
import java.util.ArrayList;
import java.util.List;

/**
 * Five weeks of two tenants: one adopts what is proposed, its model gets worse, and it goes back;
 * the other has no exploration.
 */
final class ThresholdStory {
    static final int WEEKS = 5;
    static final long END = BEGINNING + WEEKS * WEEK;

    /** In the third week: after the change, before the week ends. */
    private static final long DRIFTED = BEGINNING + 2 * WEEK + 3 * DAY;

    /** What comes before the snapshot: of two weeks that are judged and of one that is not over. */
    private static final int STOP = 2 * 18;

    private ThresholdStory() {}

    static List<CohortNews> news() {
        List<CohortNews> news = new ArrayList<>();
        for (int day = 0; day < 7 * WEEKS; day++) {
            // proposed at the end of the first week, adopted in the second, taken back in the last
            double threshold = day < 9 ? 0.2 : day < 23 ? 0.4 : 0.2;
            news.add(day("acme", day, threshold, 1, day < 17 ? 0 : 0.1));
            news.add(day("blind", day, 0.8, 0));
        }
        news.add(STOP, drift("acme", CohortDrift.OPEN, DRIFTED, DRIFTED));
        news.add(drift("acme", CohortDrift.OPEN, DRIFTED, DRIFTED + DAY));
        news.add(drift("acme", CohortDrift.RECOVERED, DRIFTED, DRIFTED + WEEK));
        return news;
    }

    static void begin(Recommending recommending) throws Exception {
        news().subList(0, STOP + 1).forEach(recommending::takes);
        recommending.watermark(BEGINNING + 2 * WEEK + 4 * DAY);
    }

    /** With some of the days that were told before. */
    static void goOn(Recommending recommending) throws Exception {
        List<CohortNews> news = news();
        news.subList(STOP - 20, news.size()).forEach(recommending::takes);
        recommending.ends(END + HORIZON);
    }

    /** What is said when nothing stops. */
    static List<String> told(boolean batch, int parallelism, List<CohortNews> news)
            throws Exception {
        try (Recommending recommending = new Recommending(batch, parallelism, null)) {
            news.forEach(recommending::takes);
            recommending.ends(END + HORIZON);
            return recommending.said();
        }
    }
}
