package dev.routesight.money;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a bad answer costs, by kind of signal and cohort, and what tokens cost, by model or route,
 * for gateways that log no cost.
 *
 * @param signals USD by kind of signal ({@code rejected} for any rejecting one); what is not named
 *     costs nothing
 * @param cohorts exceptions; of those that match, the one naming most dimensions wins, then the
 *     first
 */
public record PriceBook(
        Map<String, Double> signals,
        List<Cohort> cohorts,
        Map<String, Tokens> models,
        Map<String, Tokens> routes)
        implements Serializable {

    /** Nothing costs anything. */
    public static final PriceBook EMPTY = new PriceBook(Map.of(), List.of(), Map.of(), Map.of());

    /** Prices of cohorts with these values of dimensions. */
    public record Cohort(Map<String, String> match, Map<String, Double> signals)
            implements Serializable {
        boolean holds(Map<String, String> cohort) {
            return match.entrySet().stream()
                    .allMatch(d -> d.getValue().equals(cohort.getOrDefault(d.getKey(), "")));
        }
    }

    /** USD per million tokens. */
    public record Tokens(double input, double output) implements Serializable {
        public double cost(double prompt, double completion) {
            return (input * prompt + output * completion) / 1e6;
        }
    }

    public PriceBook {
        signals = Map.copyOf(signals);
        cohorts = List.copyOf(cohorts);
        models = Map.copyOf(models);
        routes = Map.copyOf(routes);
    }

    /** USD of one decision with the signal. */
    public double of(String signal, Map<String, String> cohort) {
        Double price = null;
        int dimensions = -1;
        for (Cohort c : cohorts) {
            if (c.match().size() > dimensions
                    && c.signals().containsKey(signal)
                    && c.holds(cohort)) {
                price = c.signals().get(signal);
                dimensions = c.match().size();
            }
        }
        return price == null ? signals.getOrDefault(signal, 0.0) : price;
    }

    /** Whether the signal costs something in some cohort. */
    public boolean prices(String signal) {
        return signals.getOrDefault(signal, 0.0) > 0
                || cohorts.stream().anyMatch(c -> c.signals().getOrDefault(signal, 0.0) > 0);
    }

    /** Prices of a model, else of its route; null where neither is known. */
    public Tokens tokens(String model, String route) {
        Tokens ofModel = models.get(model);
        return ofModel == null ? routes.get(route) : ofModel;
    }
}
