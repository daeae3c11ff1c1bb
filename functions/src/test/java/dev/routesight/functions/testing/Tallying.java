package dev.routesight.functions.testing;

import dev.routesight.attribution.DecisionStub;
import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.UserDecision;
import dev.routesight.event.Dimensions;
import dev.routesight.event.Hash64;
import dev.routesight.event.JudgementPart;
import dev.routesight.functions.TallyCohorts;
import dev.routesight.tally.Cell;
import dev.routesight.tally.CellKey;
import dev.routesight.tally.Judged;
import dev.routesight.tally.JudgedKey;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.Partial;
import dev.routesight.tally.TallyCount;
import dev.routesight.tally.TallyRow;
import dev.routesight.tally.TallySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;

/** {@link TallyCohorts} on a harness, and the rows it shows. */
public final class Tallying implements AutoCloseable {
    public final List<TallyRow> cohortRows = new ArrayList<>();
    public final List<TallyRow> scoreRows = new ArrayList<>();
    public final List<JudgementTallyRow> judgementRows = new ArrayList<>();
    private final Stage<Partial, TallyRow> stage;

    public Tallying(TallySettings settings, List<OperatorSubtaskState> restored) throws Exception {
        stage =
                Stage.<Partial, TallyRow>told(
                                () -> new TallyCohorts(settings, null, null),
                                Partial::group,
                                1,
                                settings.batch(),
                                restored)
                        .to(row -> cohortRows.add(row.getValue()))
                        .side(TallyCohorts.SCORE_ROWS, row -> scoreRows.add(row.getValue()))
                        .side(
                                TallyCohorts.JUDGEMENT_ROWS,
                                row -> judgementRows.add(row.getValue()));
    }

    public Tallying takes(Partial... partials) {
        for (Partial partial : partials) {
            stage.take(partial, partial.windowStart());
        }
        return this;
    }

    public Tallying watermark(long time) throws Exception {
        stage.watermark(time);
        return this;
    }

    public Tallying ends(long observedUntil) throws Exception {
        stage.tell(observedUntil);
        return watermark(Long.MAX_VALUE);
    }

    public List<OperatorSubtaskState> snapshot() throws Exception {
        return stage.snapshot();
    }

    public boolean nothingIsLeft() {
        return stage.keyedEntries() == 0 && stage.timers() == 0;
    }

    @Override
    public void close() throws Exception {
        stage.close();
    }

    public static long decisions(TallyRow row) {
        return row.counts()[TallyCount.DECISIONS.ordinal()];
    }

    /** The cohort of a tenant in the cut {@code [tenant]}. */
    public static String tenant(String name) {
        return "{\"tenant\":\"" + name + "\"}";
    }

    /**
     * One decision of a tenant's as it is at a horizon, in a window of the cut {@code [tenant]}.
     */
    public static Partial outcome(long windowStart, String tenant, long horizon) {
        Cell cell = new Cell();
        cell.add(outcomeOf(windowStart, tenant, horizon));
        CellKey key = new CellKey(horizon, tenant(tenant), "", 3, "cheap", "", "policy", "", "");
        return new Partial(1, windowStart, key, cell, null, null);
    }

    /** A judged pair of a tenant's decision. */
    public static Partial judged(long windowStart, String tenant) {
        JudgementPart judgement =
                new JudgementPart("d", "strong", "tie", "", "", "", null, null, 5_000_000L, 0.05);
        LateJoin join =
                new LateJoin(
                        "s",
                        "d",
                        new DecisionStub(windowStart, of(tenant)),
                        windowStart,
                        judgement,
                        "j");
        return new Partial(
                1,
                windowStart,
                null,
                null,
                JudgedKey.of(join, tenant(tenant)),
                Judged.of(judgement));
    }

    public static UserDecision decision(
            long ts, String session, String decision, String user, String tenant) {
        return new UserDecision(user, Hash64.of(session), "e-" + decision, ts, of(tenant));
    }

    /** A cheap decision of a tenant. */
    public static Dimensions of(String tenant) {
        return new Dimensions("cheap", "", "", "policy", "", "", "", "", Map.of("tenant", tenant));
    }

    public static Outcome outcomeOf(long ts, String tenant, long horizon) {
        return new Outcome(
                "s",
                "d",
                ts,
                horizon,
                0,
                of(tenant),
                0.31,
                null,
                7,
                true,
                false,
                0,
                false,
                -1,
                true,
                true,
                1_000_000_000,
                10_000,
                2_000_000L,
                null,
                0,
                true,
                true,
                null,
                null,
                null,
                null,
                null);
    }
}
