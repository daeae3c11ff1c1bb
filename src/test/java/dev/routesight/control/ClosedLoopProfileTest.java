package dev.routesight.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The closed loops in full, with stored seeds. Their output goes to {@code target/control-tables};
 * what one run printed is kept in {@code src/test/resources/control/tables}.
 */
@Tag("profile")
class ClosedLoopProfileTest {
    private static final int SEEDS = 100;

    private final LoopTables tables = new LoopTables(Path.of("target", "control-tables"));

    @Test
    void thresholdsFarOffComeNearTheOracleWithoutHarmAndStayThere() {
        for (LoopTables.Converged row : tables.converge(SEEDS)) {
            String as = row.line();
            assertThat(row.harmed()).as(as).isLessThanOrEqualTo(1);
            assertThat(row.covered()).as(as).isGreaterThanOrEqualTo((int) (0.95 * row.proposals()));
            if (!row.world().equals("rarer") && row.delay() == 0) {
                assertThat(row.near()).as(as).isGreaterThanOrEqualTo(95);
            }
            // what the loop is to stand: signals that come a period late
            int calm = row.delay() == 1 && !row.world().equals("rarer") ? 95 : 90;
            assertThat(row.calm()).as(as).isGreaterThanOrEqualTo(calm);
        }
    }

    @Test
    void whereThereIsNothingToGainItHoldsAndWhereNothingIsKnownItSaysSo() {
        var rows = tables.said(SEEDS);
        assertThat(rows.get(0).hold()).isGreaterThanOrEqualTo((int) (0.95 * rows.get(0).periods()));
        assertThat(rows.get(1).unknown()).isEqualTo(rows.get(1).periods());
    }

    @Test
    void aModelThatSilentlyGetsWorseIsFollowedAndTheOwnLogDoesNotShowIt() {
        for (LoopTables.Degraded row : tables.degrade(SEEDS)) {
            String as = row.line();
            if (row.rule().equals("randomised")) {
                assertThat(row.near()).as(as).isGreaterThanOrEqualTo(95);
            } else if (row.rule().equals("naive") && !row.world().equals("flat")) {
                // straight lines are the truth of the flat world alone; who ends with the
                // reference for everything is right by chance
                assertThat(row.near()).as(as).isLessThan(30);
                assertThat(row.cost()).as(as).isGreaterThan(1.2);
            }
        }
    }
}
