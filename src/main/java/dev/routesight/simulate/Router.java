package dev.routesight.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The simulated router: scores a query with noise, picks by threshold, explores, obeys forced arms,
 * and is subject to planted drift. Logged propensities are marginal over arms and exploration.
 */
final class Router {
    private final Scenario scenario;
    private final Dice dice;
    private final long start;
    private final List<Scenario.RouterVersion> versions;
    private final Map<String, Weighted<ModelCard>> models = new LinkedHashMap<>();
    private final Map<String, ModelCard> first = new LinkedHashMap<>();
    private final Map<String, byte[]> propensitiesByChoice = new LinkedHashMap<>();
    private final Weighted<String> explored;

    Router(Scenario scenario, Dice dice) {
        this.scenario = scenario;
        this.dice = dice;
        start = scenario.start().toEpochMilli();
        versions = new ArrayList<>(scenario.router());
        versions.sort(Comparator.comparing(Scenario.RouterVersion::from));
        for (Scenario.Route route : scenario.routes()) {
            List<ModelCard> cards =
                    route.models().stream().map(m -> ModelCard.of(route, m)).toList();
            List<Scenario.Model> weights = route.models();
            models.put(
                    route.name(), Weighted.of(cards, c -> weights.get(cards.indexOf(c)).weight()));
            first.put(route.name(), cards.get(0));
        }
        known(scenario.defaultRoute(), "default-route");
        known(scenario.referenceRoute(), "reference-route");
        Map<String, Double> explore =
                scenario.explore() == null ? Map.of() : scenario.explore().probabilities();
        explore.keySet().forEach(route -> known(route, "explore.probabilities"));
        List<String> names = models.keySet().stream().filter(explore::containsKey).toList();
        explored = names.isEmpty() ? null : Weighted.of(names, explore::get);
        for (String choice : List.of(scenario.defaultRoute(), scenario.referenceRoute())) {
            propensitiesByChoice.put(choice, propensities(choice));
        }
    }

    Pick pick(Query query, Visitor visitor, long ts) {
        Pick pick = new Pick();
        pick.ts = ts;
        pick.query = query;
        pick.router = versionAt(ts);
        double difficulty = Math.min(0.999, Math.max(0.001, query.difficulty()));
        double logit = StrictMath.log(difficulty / (1 - difficulty));
        pick.score = (int) (10_000 * Query.sigmoid(logit + pick.router.noise() * dice.normal()));
        int threshold = (int) Math.round(10_000 * pick.router.threshold());
        if (pick.score >= threshold
                && dice.hits(
                        drift("misroute", query, visitor, scenario.referenceRoute(), "", ts))) {
            pick.score = (int) (threshold * dice.uniform());
            pick.misrouted = true;
        }
        String choice =
                pick.score >= threshold ? scenario.referenceRoute() : scenario.defaultRoute();
        pick.propensities = propensitiesByChoice.get(choice);
        routeOf(pick, choice, visitor);
        return finish(pick, visitor);
    }

    /** The decision by which a cascade hands the query on to the reference route. */
    Pick escalate(Pick from, Visitor visitor, long ts) {
        Pick pick = new Pick();
        pick.ts = ts;
        pick.query = from.query;
        pick.router = from.router;
        pick.score = from.score;
        pick.assignment = from.assignment;
        pick.coin = from.coin;
        pick.model = models.get(scenario.referenceRoute()).at(dice.uniform());
        return finish(pick, visitor);
    }

    /** Whether the first model of the other route would have answered badly. */
    boolean otherIsBad(Pick pick) {
        return dice.hits(first.get(other(pick)).badChance(pick.query.difficulty()));
    }

    ModelCard shadowOf(Pick pick) {
        return first.get(other(pick));
    }

    private String other(Pick pick) {
        return pick.model.route().equals(scenario.referenceRoute())
                ? scenario.defaultRoute()
                : scenario.referenceRoute();
    }

    private void routeOf(Pick pick, String choice, Visitor visitor) {
        String route = choice;
        String kind = "policy";
        Scenario.Arm arm = visitor.arm();
        if (arm != null && arm.route() != null) {
            route = arm.route();
            kind = "forced";
        } else if (explored != null && dice.hits(scenario.explore().share())) {
            route = explored.at(dice.uniform());
            kind = "explore";
        }
        pick.assignment = kind;
        pick.model = known(route, "experiment.arms").at(dice.uniform());
    }

    private Pick finish(Pick pick, Visitor visitor) {
        pick.reference = first.get(scenario.referenceRoute());
        String route = pick.model.route();
        double own = pick.model.badChance(pick.query.difficulty());
        pick.drift = drift("failure", pick.query, visitor, route, pick.model.model(), pick.ts);
        pick.badChance = own + (1 - own) * pick.drift;
        pick.bad = dice.hits(pick.badChance);
        pick.tokens = Math.max(1, (int) dice.around(pick.query.shape().answerTokens(), 0.4));
        return pick;
    }

    private double drift(
            String kind, Query query, Visitor visitor, String route, String model, long ts) {
        double spared = 1;
        for (Scenario.Drift drift : scenario.drift()) {
            if (drift.kind().equals(kind) && holds(drift.where(), query, visitor, route, model)) {
                spared *= 1 - drift.amount() * reached(drift, ts);
            }
        }
        return 1 - spared;
    }

    private double reached(Scenario.Drift drift, long ts) {
        long since = ts - start - drift.from().toMillis();
        boolean over = drift.until() != null && ts - start >= drift.until().toMillis();
        if (since < 0 || over) {
            return 0;
        }
        return drift.ramp().isZero() ? 1 : Math.min(1.0, (double) since / drift.ramp().toMillis());
    }

    private static boolean holds(
            Map<String, String> where, Query query, Visitor visitor, String route, String model) {
        for (var condition : where.entrySet()) {
            String value =
                    switch (condition.getKey()) {
                        case "query_shape" -> query.shape().name();
                        case "language" -> visitor.language();
                        case "route" -> route;
                        case "model" -> model;
                        default -> visitor.labels().get(condition.getKey());
                    };
            if (!condition.getValue().equals(value)) {
                return false;
            }
        }
        return true;
    }

    private Scenario.RouterVersion versionAt(long ts) {
        Scenario.RouterVersion found = versions.get(0);
        for (Scenario.RouterVersion version : versions) {
            if (Duration.ofMillis(ts - start).compareTo(version.from()) >= 0) {
                found = version;
            }
        }
        return found;
    }

    private byte[] propensities(String choice) {
        double share = scenario.explore() == null ? 0 : scenario.explore().share();
        double total = 0;
        List<Scenario.Arm> arms =
                scenario.experiment() == null
                        ? List.of(new Scenario.Arm("", 1, null))
                        : scenario.experiment().arms();
        for (Scenario.Arm arm : arms) {
            total += arm.share();
        }
        Line line = new Line();
        String between = ",\"propensities\":{";
        for (String route : models.keySet()) {
            double p = 0;
            double drawn = explored == null ? 0 : explored.shareOf(route);
            double routed = (route.equals(choice) ? 1 - share : 0) + share * drawn;
            for (Scenario.Arm arm : arms) {
                double own = arm.route() == null ? routed : arm.route().equals(route) ? 1 : 0;
                p += own * arm.share() / total;
            }
            long scaled = Math.round(p * 1e9);
            line.raw(between).quoted(route).raw(":").decimal(scaled, 9);
            between = ",";
        }
        return line.raw("}").copy();
    }

    private Weighted<ModelCard> known(String route, String key) {
        Weighted<ModelCard> found = models.get(route);
        ScenarioCheck.require(found != null, key + ": " + route + " is none of the routes");
        return found;
    }
}
