package dev.routesight.simulate;

/** A decision of the simulated router, with what the log shows of it and what it hides. */
final class Pick {
    String id;
    int turn;
    long ts;
    Query query;
    ModelCard model;
    ModelCard reference;
    Scenario.RouterVersion router;

    /** In 1/10000. */
    int score;

    String assignment;
    byte[] propensities;
    boolean misrouted;
    boolean bad;
    double badChance;
    double drift;
    int tokens;
    String retryOf;
    String escalatedFrom;

    /** What a coin of the gate does with it; null where the gate is obeyed. */
    Verifier.Coin coin;

    /** In 1/10000; null where the verifier's score is not in the log. */
    Integer verifierScore;

    long costNanos() {
        return model.costNanos(query.promptTokens() + tokens);
    }

    long expectedCostNanos() {
        return model.costNanos(query.promptTokens() + query.shape().answerTokens());
    }

    long referenceCostNanos() {
        return reference.costNanos(query.promptTokens() + query.shape().answerTokens());
    }

    TrueDecision truth(String session) {
        return new TrueDecision(
                id,
                session,
                ts,
                turn,
                model.route(),
                query.shape().name(),
                bad,
                query.difficulty(),
                badChance,
                reference.badChance(query.difficulty()),
                drift,
                misrouted);
    }
}
