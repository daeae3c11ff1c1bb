package dev.routesight.simulate;

/**
 * Decides when each event arrives, and adds bad input at the set rates: broken lines, unknown
 * types, copies, late events. Has dice of its own, so that conversations stay the same whatever the
 * disorder.
 */
final class Arrivals implements Outbox {
    private final Scenario.Faults faults;
    private final Dice dice;
    private final ArrivalQueue queue;
    private final Line extra = new Line();
    private final long bound;
    private final boolean any;
    private long added;
    long events;
    long malformed;
    long unknown;
    long duplicates;
    long late;

    Arrivals(Scenario scenario, Dice dice, ArrivalQueue queue) {
        this.faults = scenario.faults();
        this.dice = dice;
        this.queue = queue;
        bound = faults.bound().toMillis();
        any = faults.extra() > 0;
    }

    @Override
    public void put(long ts, int part, Line line) {
        events++;
        long arrival = dice.hits(faults.outOfOrder()) ? ts + delay() : ts;
        queue.put(arrival, part, line.buffer(), line.length());
        if (!any) {
            return;
        }
        if (dice.hits(faults.duplicate())) {
            duplicates++;
            queue.put(ts + delay(), part, line.buffer(), line.length());
        }
        if (dice.hits(faults.unknown())) {
            unknown++;
            open("cache_hit", ts).raw(",\"session_id\":\"none\"}");
            queue.put(ts, part, extra.buffer(), extra.length());
        }
        if (dice.hits(faults.broken())) {
            malformed++;
            breakLine(ts, line);
            queue.put(ts, part, extra.buffer(), extra.length());
        }
        if (dice.hits(faults.late())) {
            late++;
            long arrives = ts + bound + (long) (faults.lateBy().toMillis() * (1 + dice.uniform()));
            open("action", ts).raw(",\"session_id\":\"late-").number(added);
            extra.raw("\",\"action\":\"copy\"}");
            queue.put(arrives, part, extra.buffer(), extra.length());
        }
    }

    private long delay() {
        return (long) (dice.uniform() * (bound + 1));
    }

    private Line open(String type, long ts) {
        extra.clear().raw("{\"type\":\"").raw(type).raw("\",\"event_id\":\"x").number(added++);
        return extra.raw("\",\"ts\":").number(ts);
    }

    private void breakLine(long ts, Line line) {
        switch (dice.below(8)) {
            case 0 -> {
                extra.clear().raw(line.copy());
                extra.cut(line.length() / 2);
            }
            case 1 -> extra.clear().raw(line.copy()).raw(" trailing");
            case 2 -> open("turn", ts).raw(",\"turn\":1}");
            case 3 -> open("turn", ts).raw(",\"session_id\":\"bad\",\"turn\":\"1\"}");
            case 4 -> open("handoff", ts).raw(",\"session_id\":\"\"}");
            case 5 ->
                    open("decision", ts)
                            .raw(",\"session_id\":\"bad\",\"decision_id\":\"bad\",\"turn\":0")
                            .raw(",\"route\":\"cheap\",\"score\":NaN}");
            case 6 ->
                    open("session_end", ts)
                            .raw(",\"session_id\":\"")
                            .raw(new byte[] {(byte) 0xc3, 0x28})
                            .raw("\"}");
            default -> extra.clear().raw("[1,2,3]");
        }
    }
}
