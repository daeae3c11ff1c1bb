package dev.routesight.simulate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** A model behind a route, with its constants ready to be written. */
record ModelCard(
        String route,
        String model,
        double failureRate,
        double skill,
        double ttftMillis,
        double tokensPerSecond,
        long callNanos,
        long per1kNanos,
        byte[] fragment) {

    static ModelCard of(Scenario.Route route, Scenario.Model model) {
        byte[] fragment =
                new Line()
                        .raw(",\"route\":")
                        .quoted(route.name())
                        .raw(",\"model\":")
                        .quoted(model.name())
                        .copy();
        return new ModelCard(
                route.name(),
                model.name(),
                route.failureRate(),
                model.skill(),
                model.ttft().toMillis(),
                model.tokensPerSecond(),
                nanos(model.pricePerCall()),
                nanos(model.pricePer1kTokens()),
                fragment);
    }

    /** The chance that this model answers a query of the difficulty badly. */
    double badChance(double difficulty) {
        return 0.02 + 0.96 / (1 + StrictMath.exp(8 * (skill - difficulty)));
    }

    /** In 1e-9 USD. */
    long costNanos(int tokens) {
        return callNanos + per1kNanos * tokens / 1000;
    }

    private static long nanos(double usd) {
        return BigDecimal.valueOf(usd)
                .movePointRight(9)
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }
}
