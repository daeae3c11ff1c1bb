package dev.routesight.functions.testing;

import dev.routesight.attribution.Outcome;
import dev.routesight.attribution.Place;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.calibration.UnitRow;
import dev.routesight.control.ThresholdRow;
import dev.routesight.event.Event;
import dev.routesight.event.Refusal;
import dev.routesight.tally.AccountingRow;
import dev.routesight.tally.BucketRow;
import dev.routesight.tally.JudgementTallyRow;
import dev.routesight.tally.RetentionTallyRow;
import dev.routesight.tally.TallyRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tables as the guarded upserts leave them: a row loses to one that is final, then to a later. */
public final class Written {
    /** Not complete, and no decision counted. */
    private static final String TOMBSTONE = "false[0,";

    /** A row: what the guard compares, and all of it as text. */
    public record Kept(boolean isFinal, long asOf, String text) {}

    public final Map<String, Kept> tallies = new TreeMap<>();
    public final Map<String, Kept> judgements = new TreeMap<>();
    public final Map<String, Kept> buckets = new TreeMap<>();
    public final Map<String, Kept> retention = new TreeMap<>();
    public final Map<String, Kept> units = new TreeMap<>();
    public final Map<String, Kept> thresholds = new TreeMap<>();
    public final Map<String, Long> places = new TreeMap<>();
    public final Map<String, String> outcomes = new TreeMap<>();
    public final List<TallyRow> shown = new ArrayList<>();
    public final List<StrayEvent> strays = new ArrayList<>();
    public final List<Event> evals = new ArrayList<>();
    public final List<Refusal> refusals = new ArrayList<>();

    void tally(TallyRow r) {
        shown.add(r);
        String key =
                String.join(
                        "|",
                        "" + r.finer(),
                        r.cut(),
                        r.cohort(),
                        r.queryShape(),
                        "" + r.scoreBin(),
                        r.route(),
                        r.routerVersion(),
                        r.assignment(),
                        r.experiment(),
                        r.arm(),
                        "" + r.horizonSeconds(),
                        "" + r.windowStart());
        String text = r.complete() + Arrays.toString(r.counts()) + Arrays.toString(r.sums());
        keep(tallies, key, new Kept(r.isFinal(), r.asOf(), text));
    }

    void judgement(JudgementTallyRow r) {
        String key =
                String.join(
                        "|",
                        r.kind(),
                        r.cut(),
                        r.cohort(),
                        r.route(),
                        r.assignment(),
                        r.arm(),
                        r.verdict(),
                        "" + r.windowStart());
        keep(judgements, key, new Kept(r.isFinal(), r.asOf(), r.toString()));
    }

    void bucket(BucketRow r) {
        String key = r.cut() + "|" + r.key() + "|" + r.day() + "|" + r.bucket();
        String text = r.complete() + Arrays.toString(r.counts()) + Arrays.toString(r.sums());
        keep(buckets, key, new Kept(r.isFinal(), r.asOf(), text));
    }

    void retention(RetentionTallyRow r) {
        String key =
                String.join(
                        "|", r.cut(), r.cohort(), r.route(), r.assignment(), r.arm(), "" + r.day());
        keep(retention, key, new Kept(r.isFinal(), r.asOf(), r.toString()));
    }

    void unit(UnitRow r) {
        String key = String.join("|", r.experiment(), "" + r.horizonSeconds(), "" + r.unit());
        String text =
                String.join(
                        " ",
                        "" + r.complete(),
                        r.arm(),
                        "" + r.firstTs(),
                        "" + r.crossed(),
                        Arrays.toString(r.sums()));
        keep(units, key, new Kept(r.isFinal(), r.asOf(), text));
    }

    void threshold(ThresholdRow r) {
        String key = r.key() + "|" + r.recommendation().periodStart();
        keep(thresholds, key, new Kept(true, r.asOf(), r.toString()));
    }

    void outcome(Outcome o) {
        outcomes.put(
                o.sessionId() + "|" + o.decisionId() + o.horizonMillis() + o.decisionTs(), o + "");
    }

    void place(AccountingRow row) {
        places.put(row.place(), row.events());
    }

    private static void keep(Map<String, Kept> table, String key, Kept row) {
        table.merge(key, row, Written::guarded);
    }

    /** The row that stays when one is written over another. */
    public static Kept guarded(Kept old, Kept row) {
        boolean wins = row.isFinal() == old.isFinal() ? row.asOf() >= old.asOf() : row.isFinal();
        return wins ? row : old;
    }

    public long place(String place) {
        return places.getOrDefault(place, 0L);
    }

    /** Events read less all that ended in a place: 0, or something was lost. */
    public long lost() {
        long placed = 0;
        for (Map.Entry<String, Long> entry : places.entrySet()) {
            placed += entry.getKey().equals(Place.EVENTS_READ) ? 0 : entry.getValue();
        }
        return place(Place.EVENTS_READ) - placed;
    }

    /**
     * All final rows and all places, sorted, to be compared as text. Tombstones are left out: only
     * who showed provisional rows has them.
     */
    public List<String> finalRows() {
        List<String> all = finalTallies();
        all.addAll(outcomes.values());
        places.forEach((place, n) -> all.add(place + " " + n));
        all.removeIf(row -> row.endsWith(" 0"));
        strays.forEach(stray -> all.add(stray.toString()));
        all.sort(null);
        return all;
    }

    public List<String> finalTallies() {
        List<String> all = new ArrayList<>();
        for (Map<String, Kept> table :
                List.of(tallies, buckets, judgements, retention, units, thresholds)) {
            table.forEach(
                    (key, row) -> {
                        if (!row.text().startsWith(TOMBSTONE)) {
                            all.add(key + " " + row);
                        }
                    });
        }
        return all;
    }
}
