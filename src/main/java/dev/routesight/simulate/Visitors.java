package dev.routesight.simulate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws who comes: few users come often, many seldom; their traits are hashed from their number.
 */
final class Visitors {
    private final Scenario scenario;
    private final long seed;
    private final Weighted<String> languages;
    private final Map<String, Weighted<String>> labels = new LinkedHashMap<>();
    private final Weighted<Scenario.Arm> arms;
    private final Visitor[] known;

    Visitors(Scenario scenario) {
        this.scenario = scenario;
        seed = scenario.seed();
        languages = weighted(scenario.users().languages());
        new TreeMap<>(scenario.users().labels())
                .forEach((name, values) -> labels.put(name, weighted(values)));
        arms =
                scenario.experiment() == null
                        ? null
                        : Weighted.of(scenario.experiment().arms(), Scenario.Arm::share);
        known = new Visitor[scenario.users().count()];
    }

    Visitor draw(Dice dice, long session) {
        if (dice.hits(scenario.users().anonymous())) {
            return visitor(-1, ~session);
        }
        double u = dice.uniform();
        int user = (int) (known.length * u * u);
        if (known[user] == null) {
            known[user] = visitor(user, user);
        }
        return known[user];
    }

    private Visitor visitor(int user, long key) {
        Line fragment = new Line();
        if (user >= 0) {
            fragment.raw(",\"user_id\":\"u").number(user).raw("\"");
        }
        Map<String, String> own = new LinkedHashMap<>();
        int salt = 1;
        for (var label : labels.entrySet()) {
            own.put(label.getKey(), label.getValue().at(Dice.hashed(seed + ++salt, key)));
        }
        String between = ",\"labels\":{";
        for (var label : own.entrySet()) {
            fragment.raw(between).quoted(label.getKey()).raw(":").quoted(label.getValue());
            between = ",";
        }
        if (!own.isEmpty()) {
            fragment.raw("}");
        }
        Scenario.Arm arm = arms == null ? null : arms.at(Dice.hashed(seed + 1, key));
        String language = languages.at(Dice.hashed(seed, key));
        return new Visitor(user, language, own, arm, fragment.copy());
    }

    private static Weighted<String> weighted(Map<String, Double> weights) {
        List<String> names = List.copyOf(new TreeMap<>(weights).keySet());
        return Weighted.of(names, weights::get);
    }
}
