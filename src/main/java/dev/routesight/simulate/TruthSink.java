package dev.routesight.simulate;

/** Takes the truth as it is planted, session by session. */
interface TruthSink {
    void decision(TrueDecision decision);

    void signal(PlantedSignal signal);
}
