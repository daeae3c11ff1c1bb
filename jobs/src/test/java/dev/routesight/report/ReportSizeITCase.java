package dev.routesight.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A year of hours and 2,000 cohorts: the page stays small, and says what it leaves out. */
class ReportSizeITCase {
    private static final int COHORTS = 2_000;
    private static final long MOST_BYTES = 10_000_000;

    @TempDir private Path folder;

    @Test
    void aYearOfHoursOf2000CohortsIsASmallPageThatSaysWhatItLeavesOut() throws Exception {
        measure(100);
    }

    /** Every cohort in every hour, two routes: 35 million rows. */
    @Tag("profile")
    @Test
    void everyCohortInEveryHour() throws Exception {
        measure(Integer.getInteger("report.every", 1));
    }

    /**
     * @param every a cohort has decisions in every so manieth hour
     */
    private void measure(int every) throws Exception {
        try (PlantedTallies planted = new PlantedTallies();
                Browser browser = Browser.start()) {
            String hours =
                    "generate_series(timestamptz '2025-01-01Z', '2025-12-31T23:00Z', '1 hour') with"
                            + " ordinality as h (hour, i)";
            String routes = "(values ('cheap'), ('strong')) as r (route)";
            planted.cohortRows(
                    "select 'tenant' as cut, '{\"tenant\":\"tenant ' || c || '\"}' as cohort,"
                        + " route, 1800 as horizon, hour, 20 + c % 50 as n, 2 + (c + i) % 7 as x"
                        + " from "
                            + hours
                            + ", generate_series(1, "
                            + COHORTS
                            + ") c, "
                            + routes
                            + " where (i + c) % "
                            + every
                            + " = 0");
            for (int horizon : new int[] {120, 1800}) {
                planted.cohortRows(
                        "select '' as cut, '{}' as cohort, route, "
                                + horizon
                                + " as horizon, hour, 40000 as n, 4000 + i % 400 as x from "
                                + hours
                                + ", "
                                + routes);
            }
            planted.execute("analyze");
            Path page = folder.resolve("year.html");
            long began = System.nanoTime();
            ReportFile.write(planted.report(), "routesight test", page);
            double seconds = (System.nanoTime() - began) / 1e9;
            assertThat(Files.size(page)).isLessThan(MOST_BYTES);

            browser.as(1440, "light").open(page);
            assertThat(String.join(" ", browser.texts(".left-out li")))
                    .contains("Of the 2\u202f000 cohorts of tenant this page shows 24");
            assertThat(String.join(" ", browser.texts("#where .say")))
                    .contains("4\u202f002 pairs of cohort and route have decisions; the 60");
            assertThat(browser.texts("[data-chart=signals] figcaption").get(0)).contains("7 days");
            assertThat(browser.console()).isEmpty();
            System.out.printf(
                    Locale.ROOT,
                    "[report] a cohort in every %d hours: %.2f MB, written in %.1f s, drawn %.0f ms"
                            + " after it was opened%n",
                    every,
                    Files.size(page) / 1e6,
                    seconds,
                    browser.eval("performance.getEntriesByName('routesight-ready')[0].startTime")
                            .asDouble());
        }
    }
}
