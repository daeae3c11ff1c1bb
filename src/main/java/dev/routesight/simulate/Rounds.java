package dev.routesight.simulate;

/** Sends what comes by the clock of the simulated world: heartbeats and offline benchmark rows. */
final class Rounds {
    private final Scenario scenario;
    private final Dice dice;
    private final ArrivalQueue queue;
    private final Line line = new Line();
    private final Weighted<Scenario.Shape> shapes;
    private final long end;
    private long nextHeartbeat = Long.MAX_VALUE;
    private long nextEval = Long.MAX_VALUE;
    private long heartbeats;
    private long evals;

    Rounds(Scenario scenario, Dice dice, ArrivalQueue queue) {
        this.scenario = scenario;
        this.dice = dice;
        this.queue = queue;
        shapes = Weighted.of(scenario.shapes(), Scenario.Shape::weight);
        long start = scenario.start().toEpochMilli();
        end = start + scenario.duration().toMillis();
        if (scenario.heartbeats() != null) {
            nextHeartbeat = start;
        }
        if (scenario.evals() != null) {
            nextEval = start;
        }
    }

    long events() {
        return heartbeats + evals;
    }

    void until(long ts) {
        while (nextHeartbeat <= ts) {
            beat(nextHeartbeat);
            nextHeartbeat += scenario.heartbeats().every().toMillis();
        }
        while (nextEval <= Math.min(ts, end)) {
            for (int i = 0; i < scenario.evals().rows(); i++) {
                eval(nextEval);
            }
            nextEval += scenario.evals().every().toMillis();
        }
    }

    void finish() {
        until(scenario.heartbeats() == null ? end : end + scenario.heartbeats().tail().toMillis());
    }

    private void beat(long ts) {
        for (int part = 0; part < scenario.files(); part++) {
            line.clear().raw("{\"type\":\"heartbeat\",\"event_id\":\"h").number(heartbeats++);
            line.raw("\",\"ts\":").number(ts).raw("}");
            queue.put(ts, part, line.buffer(), line.length());
        }
    }

    private void eval(long ts) {
        Scenario.Route route = scenario.routes().get((int) (evals % scenario.routes().size()));
        Query query = Query.draw(shapes, dice);
        ModelCard card = ModelCard.of(route, route.models().get(0));
        boolean correct = !dice.hits(card.badChance(query.difficulty()));
        line.clear().raw("{\"type\":\"eval\",\"event_id\":\"v").number(evals).raw("\",\"ts\":");
        line.number(ts).raw(",\"benchmark\":").quoted(scenario.evals().benchmark());
        line.raw(",\"route\":").quoted(route.name()).raw(",\"score\":");
        line.decimal((long) (query.difficulty() * 10_000), 4);
        line.raw(",\"correct\":").number(correct ? 1 : 0).raw(",\"query\":{\"shape\":");
        line.quoted(query.shape().name()).raw("}}");
        queue.put(ts, (int) (evals++ % scenario.files()), line.buffer(), line.length());
    }
}
