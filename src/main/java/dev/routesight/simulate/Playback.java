package dev.routesight.simulate;

/** One run of a scenario: plays sessions in order of their start and merges what they send. */
final class Playback {
    private static final int PILOT_SESSIONS = 2000;
    private static final int PROGRESS_EVERY = 1000;

    private final Scenario scenario;
    private final Seasons seasons;
    private final long start;
    private long lines;
    private long decisions;
    private long signals;

    Playback(Scenario scenario) {
        this.scenario = scenario;
        seasons = new Seasons(scenario);
        start = scenario.start().toEpochMilli();
    }

    Truth.Summary run(LineSink sink, TruthSink truth, ProgressListener progress) {
        LineSink counting =
                (part, line, length) -> {
                    lines++;
                    sink.accept(part, line, length);
                };
        Dice dice = new Dice(scenario.seed());
        ArrivalQueue queue = new ArrivalQueue(start);
        Arrivals arrivals = new Arrivals(scenario, new Dice(Dice.mix(scenario.seed())), queue);
        Conversation conversation = new Conversation(scenario, dice, arrivals, counted(truth));
        Rounds rounds = new Rounds(scenario, new Dice(~scenario.seed()), queue);
        long sessions = sessions();
        for (long i = 0; i < sessions; i++) {
            long at = seasons.at((i + dice.uniform()) / sessions);
            rounds.until(at);
            queue.drainBefore(at, counting);
            conversation.play(i, at);
            if (i % PROGRESS_EVERY == 0) {
                progress.written(lines, (double) i / sessions);
            }
        }
        rounds.finish();
        queue.drainBefore(Long.MAX_VALUE, counting);
        progress.written(lines, 1);
        return new Truth.Summary(
                lines,
                arrivals.events + rounds.events(),
                decisions,
                signals,
                arrivals.malformed,
                arrivals.unknown,
                arrivals.duplicates,
                arrivals.late);
    }

    /** The number of sessions asked for, or that which makes about the events asked for. */
    private long sessions() {
        if (scenario.sessions() != null) {
            return scenario.sessions();
        }
        long[] sent = new long[1];
        Dice dice = new Dice(scenario.seed() + 1);
        Conversation pilot =
                new Conversation(scenario, dice, (ts, part, line) -> sent[0]++, counted(null));
        for (int i = 0; i < PILOT_SESSIONS; i++) {
            pilot.play(i, seasons.at((i + 0.5) / PILOT_SESSIONS));
        }
        decisions = 0;
        signals = 0;
        double perSession = (1 + scenario.faults().extra()) * sent[0] / PILOT_SESSIONS;
        return Math.max(1, Math.round(scenario.events() / perSession));
    }

    private TruthSink counted(TruthSink truth) {
        return new TruthSink() {
            @Override
            public void decision(TrueDecision decision) {
                decisions++;
                if (truth != null) {
                    truth.decision(decision);
                }
            }

            @Override
            public void signal(PlantedSignal signal) {
                signals++;
                if (truth != null) {
                    truth.signal(signal);
                }
            }
        };
    }
}
