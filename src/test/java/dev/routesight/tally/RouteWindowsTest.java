package dev.routesight.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is compared with what, from the cells of one cut and window. */
class RouteWindowsTest {
    private static final long HOUR = 3_600_000L;
    private static final List<TallyCount> SIGNALS = List.of(TallyCount.REJECTED);

    private final Map<CellKey, Cell> cells = new HashMap<>();

    private void cell(
            String shape, int bin, String route, String version, String kind, String arm, int n) {
        Cell cell = new Cell();
        cell.counts[TallyCount.DECISIONS.ordinal()] = n;
        cell.counts[TallyCount.REJECTED.ordinal()] = n / 10;
        CellKey key =
                new CellKey(
                        HOUR,
                        "{}",
                        shape,
                        bin,
                        route,
                        version,
                        kind,
                        arm.isEmpty() ? "" : "range",
                        arm);
        cells.put(key, cell);
    }

    private List<RouteWindow> compared(Against against, String arm) {
        return new RouteWindows(HOUR, SIGNALS, Set.of(""), false, against, arm)
                .of("", 0, HOUR, cells).stream()
                        .filter(window -> !window.against().isEmpty())
                        .sorted(java.util.Comparator.comparing(RouteWindow::route))
                        .toList();
    }

    @Test
    void withoutAComparisonThereIsOneWindowARoute() {
        cell("sql", 1, "cheap", "v1", "policy", "", 10);
        cell("sql", 1, "cheap", "v2", "explore", "", 20);
        cell("sql", 1, "strong", "v1", "policy", "", 40);
        List<RouteWindow> windows =
                new RouteWindows(HOUR, SIGNALS, Set.of(""), false).of("", 0, HOUR, cells);
        assertThat(windows)
                .extracting(RouteWindow::route)
                .containsExactlyInAnyOrder("cheap", "strong");
        assertThat(windows).allMatch(window -> window.groups().length == 0);
        assertThat(windows.stream().mapToLong(window -> window.counts()[0]).sum()).isEqualTo(70);
    }

    @Test
    void aRouteIsComparedWithAllOthersWithinShapeAndBin() {
        cell("sql", 1, "cheap", "v1", "policy", "", 10);
        cell("sql", 2, "cheap", "v1", "policy", "", 30);
        cell("sql", 1, "strong", "v1", "policy", "", 20);
        cell("sql", 1, "other", "v1", "policy", "", 50);
        List<RouteWindow> windows = compared(Against.ROUTE, "");
        assertThat(windows)
                .extracting(RouteWindow::route)
                .containsExactly("cheap", "other", "strong");
        RouteWindow cheap = windows.get(0);
        assertThat(cheap.groups()).containsExactly("", "other, strong");
        assertThat(cheap.strata()).containsExactly("sql|1", "sql|2");
        assertThat(cheap.counts()).containsExactly(10, 1, 30, 3, 70, 7, 0, 0);
        assertThat(RouteWindow.partsOf(cheap.key())).containsExactly("route", "", "{}", "cheap");
    }

    @Test
    void aRouteThatIsAloneIsComparedWithNone() {
        cell("sql", 1, "cheap", "v1", "policy", "", 10);
        assertThat(compared(Against.ROUTE, "")).isEmpty();
    }

    @Test
    void theVersionsOfARouteAreTold() {
        cell("sql", 1, "cheap", "v2", "policy", "", 10);
        cell("sql", 1, "cheap", "v1", "policy", "", 20);
        cell("sql", 1, "strong", "v1", "policy", "", 40);
        List<RouteWindow> windows = compared(Against.PREVIOUS_VERSION, "");
        assertThat(windows.get(0).groups()).containsExactly("v1", "v2");
        assertThat(windows.get(0).counts()).containsExactly(20, 2, 10, 1);
        assertThat(windows.get(1).groups()).containsExactly("v1");
    }

    @Test
    void theRoutersOwnChoiceIsComparedWithTheArmWhateverTheRoutes() {
        cell("sql", 1, "cheap", "v1", "policy", "", 10);
        cell("sql", 1, "strong", "v1", "policy", "live", 20);
        cell("sql", 1, "strong", "v1", "forced", "strong", 30);
        cell("sql", 1, "cheap", "v1", "explore", "", 50);
        cell("sql", 1, "cheap", "v1", "forced", "cheap", 60);
        List<RouteWindow> windows = compared(Against.CONTROL_ARM, "range/strong");
        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).route()).isEmpty();
        assertThat(windows.get(0).groups()).containsExactly("", "range/strong");
        assertThat(windows.get(0).counts()).containsExactly(30, 3, 30, 3);
        assertThat(compared(Against.CONTROL_ARM, "range/none")).isEmpty();
    }
}
