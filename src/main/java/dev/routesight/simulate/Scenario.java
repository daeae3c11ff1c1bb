package dev.routesight.simulate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A world to simulate, as a scenario file describes it. Absent keys have the defaults below; rates
 * are shares in [0, 1]; durations are written {@code 250ms}, {@code 30s}, {@code 2m}, {@code 6h},
 * {@code 3d}.
 *
 * @param seed of all chance (default 1)
 * @param start of the simulated time
 * @param duration over which sessions start
 * @param events about how many to write; excludes {@code sessions}
 * @param sessions how many to play
 * @param files into how many files the log is split, by session (default 1)
 * @param text whether turns and answers carry text; else a turn carries the {@code cue}
 * @param idleLimit the silence that ends an open stream (default 30m)
 * @param routes the arms; {@code defaultRoute} (default cheap) below the threshold, {@code
 *     referenceRoute} (default strong) from it on
 */
public record Scenario(
        Long seed,
        Instant start,
        Duration duration,
        Long events,
        Long sessions,
        Integer files,
        boolean text,
        Duration idleLimit,
        String defaultRoute,
        String referenceRoute,
        List<Route> routes,
        List<Shape> shapes,
        List<RouterVersion> router,
        List<Candidate> candidates,
        Explore explore,
        Experiment experiment,
        Users users,
        Season season,
        Behaviour behaviour,
        Cascade cascade,
        Shadow shadow,
        List<Drift> drift,
        Evals evals,
        Heartbeats heartbeats,
        Faults faults) {

    public Scenario {
        seed = seed == null ? 1L : seed;
        start = start == null ? Instant.parse("2026-10-05T00:00:00Z") : start;
        duration = duration == null ? Duration.ofDays(1) : duration;
        files = files == null ? 1 : files;
        idleLimit = idleLimit == null ? Duration.ofMinutes(30) : idleLimit;
        defaultRoute = defaultRoute == null ? "cheap" : defaultRoute;
        referenceRoute = referenceRoute == null ? "strong" : referenceRoute;
        candidates = candidates == null ? List.of() : List.copyOf(candidates);
        drift = drift == null ? List.of() : List.copyOf(drift);
        users = users == null ? new Users(1000, 0, null, null) : users;
        season = season == null ? new Season(0, 1.0) : season;
        behaviour = behaviour == null ? new Behaviour(null, 0, null, null, null, null) : behaviour;
        faults = faults == null ? new Faults(0, 0, 0, 0, null, 0, null) : faults;
        ScenarioCheck.require(routes != null && !routes.isEmpty(), "routes: at least one");
        ScenarioCheck.require(shapes != null && !shapes.isEmpty(), "shapes: at least one");
        ScenarioCheck.require(router != null && !router.isEmpty(), "router: at least one version");
        ScenarioCheck.require(
                (events == null) != (sessions == null), "exactly one of events and sessions");
        ScenarioCheck.require(files >= 1 && files <= 1024, "files: must be in 1..1024");
        ScenarioCheck.require(
                !duration.isNegative() && !duration.isZero(), "duration: must be > 0");
    }

    /** The same world with another seed. */
    public Scenario withSeed(long other) {
        return copy(other, events, sessions, files, faults);
    }

    /** The same world with about so many events. */
    public Scenario withEvents(long count) {
        return copy(seed, count, null, files, faults);
    }

    /** The same world with exactly so many sessions. */
    public Scenario withSessions(long count) {
        return copy(seed, null, count, files, faults);
    }

    /** The same world, its log split into so many files. */
    public Scenario withFiles(int count) {
        return copy(seed, events, sessions, count, faults);
    }

    /** The same conversations under other disorder and bad input. */
    public Scenario withFaults(Faults other) {
        return copy(seed, events, sessions, files, other);
    }

    /** The same world with other heartbeats. */
    public Scenario withHeartbeats(Heartbeats other) {
        return copy(seed, events, sessions, files, faults, other);
    }

    /**
     * A stretch of time of the same world, with chance, router, mix and drift of its own.
     *
     * @param chance seed
     */
    public Scenario during(
            Instant from,
            Duration length,
            long chance,
            List<RouterVersion> versions,
            List<Shape> mix,
            List<Drift> worse) {
        return new Scenario(
                chance,
                from,
                length,
                events,
                sessions,
                files,
                text,
                idleLimit,
                defaultRoute,
                referenceRoute,
                routes,
                mix,
                versions,
                candidates,
                explore,
                experiment,
                users,
                season,
                behaviour,
                cascade,
                shadow,
                worse,
                evals,
                heartbeats,
                faults);
    }

    private Scenario copy(Long seed, Long events, Long sessions, Integer files, Faults faults) {
        return copy(seed, events, sessions, files, faults, heartbeats);
    }

    private Scenario copy(
            Long seed,
            Long events,
            Long sessions,
            Integer files,
            Faults faults,
            Heartbeats heartbeats) {
        return new Scenario(
                seed,
                start,
                duration,
                events,
                sessions,
                files,
                text,
                idleLimit,
                defaultRoute,
                referenceRoute,
                routes,
                shapes,
                router,
                candidates,
                explore,
                experiment,
                users,
                season,
                behaviour,
                cascade,
                shadow,
                drift,
                evals,
                heartbeats,
                faults);
    }

    /**
     * @param failureRate share of streams that the server fails
     */
    public record Route(String name, double failureRate, List<Model> models) {
        public Route {
            ScenarioCheck.named(name, "routes");
            ScenarioCheck.share(failureRate, "failure-rate");
            ScenarioCheck.require(
                    models != null && !models.isEmpty(),
                    "routes." + name + ".models: at least one");
        }
    }

    /**
     * @param pricePerCall USD
     * @param pricePer1kTokens USD, prompt and answer alike
     * @param ttft median time to the first token
     * @param skill difficulty at which every second answer is bad
     */
    public record Model(
            String name,
            Double weight,
            double pricePerCall,
            @JsonProperty("price-per-1k-tokens") double pricePer1kTokens,
            Duration ttft,
            Double tokensPerSecond,
            Double skill) {
        public Model {
            ScenarioCheck.named(name, "models");
            weight = weight == null ? 1.0 : weight;
            ttft = ttft == null ? Duration.ofMillis(400) : ttft;
            tokensPerSecond = tokensPerSecond == null ? 60.0 : tokensPerSecond;
            skill = skill == null ? 0.7 : skill;
        }
    }

    /**
     * @param difficulty median, in (0, 1)
     * @param spread of the difficulty's logit
     */
    public record Shape(
            String name,
            Double weight,
            Double difficulty,
            Double spread,
            Integer promptTokens,
            Integer answerTokens) {
        public Shape {
            ScenarioCheck.named(name, "shapes");
            weight = weight == null ? 1.0 : weight;
            difficulty = difficulty == null ? 0.4 : difficulty;
            spread = spread == null ? 1.0 : spread;
            promptTokens = promptTokens == null ? 200 : promptTokens;
            answerTokens = answerTokens == null ? 300 : answerTokens;
            ScenarioCheck.require(
                    difficulty > 0 && difficulty < 1, "difficulty: must be in (0, 1)");
        }
    }

    /**
     * A version of the router, in force {@code from} this time after the start on.
     *
     * @param noise of the score's logit around the difficulty's
     */
    public record RouterVersion(String version, Duration from, Double threshold, Double noise) {
        public RouterVersion {
            ScenarioCheck.named(version, "router");
            from = from == null ? Duration.ZERO : from;
            threshold = threshold == null ? 0.5 : threshold;
            noise = noise == null ? 0.7 : noise;
            ScenarioCheck.share(threshold, "threshold");
        }
    }

    /** Another policy: reference with probability 1 / (1 + exp((threshold - score) / softness)). */
    public record Candidate(String name, Double threshold, double softness) {
        public Candidate {
            ScenarioCheck.named(name, "candidates");
            threshold = threshold == null ? 0.5 : threshold;
        }
    }

    /**
     * @param share of decisions whose route is drawn
     * @param probabilities of the routes then
     */
    public record Explore(double share, Map<String, Double> probabilities) {
        public Explore {
            ScenarioCheck.share(share, "explore.share");
            ScenarioCheck.require(
                    probabilities != null && !probabilities.isEmpty(),
                    "explore.probabilities: a probability for each route that is explored");
        }
    }

    /** An experiment whose arms are given to users (else sessions) by hash. */
    public record Experiment(String name, List<Arm> arms) {
        public Experiment {
            ScenarioCheck.named(name, "experiment");
            ScenarioCheck.require(arms != null && !arms.isEmpty(), "experiment.arms: at least one");
        }
    }

    /**
     * @param route forced; absent = the router decides
     */
    public record Arm(String name, double share, String route) {}

    /**
     * @param anonymous share of sessions without a user
     * @param languages weights
     * @param labels name to weights of its values
     */
    public record Users(
            int count,
            double anonymous,
            Map<String, Double> languages,
            Map<String, Map<String, Double>> labels) {
        public Users {
            count = count == 0 ? 1000 : count;
            languages = languages == null ? Map.of("en", 1.0) : languages;
            labels = labels == null ? Map.of() : labels;
        }
    }

    /**
     * @param daily amplitude of the day's rhythm, in [0, 1); the peak is at 14:00 UTC
     * @param weekend factor on Saturday and Sunday
     */
    public record Season(double daily, Double weekend) {
        public Season {
            weekend = weekend == null ? 1.0 : weekend;
            ScenarioCheck.require(daily >= 0 && daily < 1, "season.daily: must be in [0, 1)");
        }
    }

    /**
     * What users do.
     *
     * @param bad weights of the reactions to a bad answer, by {@link Reaction} name
     * @param good likewise to a good one
     * @param read median time until a reaction
     * @param progress share of streams that report progress
     * @param maxAnswers of one session (default 12)
     * @param sayGoodbye share of leaving users whose client sends session_end (default 0.5)
     */
    public record Behaviour(
            Duration read,
            double progress,
            Integer maxAnswers,
            Double sayGoodbye,
            Map<String, Double> bad,
            Map<String, Double> good) {
        public Behaviour {
            read = read == null ? Duration.ofSeconds(25) : read;
            maxAnswers = maxAnswers == null ? 12 : maxAnswers;
            sayGoodbye = sayGoodbye == null ? 0.5 : sayGoodbye;
            bad = bad == null ? Reaction.USUAL_TO_BAD : bad;
            good = good == null ? Reaction.USUAL_TO_GOOD : good;
        }
    }

    /**
     * A verifier that scores answers of the default route, and a gate that refuses those below it.
     * Explored and forced answers are scored too, and ship whatever their score.
     *
     * @param share of default-route answers that a verifier looks at
     * @param recall share of bad ones it refuses
     * @param falseAlarm share of good ones it refuses
     * @param gate scores below it are refused (default 0.5)
     * @param explore share of those it looks at that a coin ships or escalates instead, marked as
     *     forced arms {@code ship} and {@code escalate} of the experiment {@code gate} (default 0)
     * @param shippedScores whether the log has scores of answers that ship (default true)
     */
    public record Cascade(
            double share,
            Double recall,
            Double falseAlarm,
            String verifier,
            Double gate,
            double explore,
            Boolean shippedScores) {
        public Cascade {
            recall = recall == null ? 0.7 : recall;
            falseAlarm = falseAlarm == null ? 0.05 : falseAlarm;
            verifier = verifier == null ? "self-check" : verifier;
            gate = gate == null ? 0.5 : gate;
            shippedScores = shippedScores == null || shippedScores;
            ScenarioCheck.share(share, "cascade.share");
            ScenarioCheck.share(recall, "cascade.recall");
            ScenarioCheck.share(falseAlarm, "cascade.false-alarm");
            ScenarioCheck.share(explore, "cascade.explore");
            ScenarioCheck.require(gate > 0 && gate < 1, "cascade.gate: must be in (0, 1)");
        }
    }

    /**
     * @param rate share of decisions that are double-routed and judged
     * @param positionBias how often the judge simply prefers what it saw first
     */
    public record Shadow(
            double rate, String judge, String judgeModel, double positionBias, double tie) {
        public Shadow {
            judge = judge == null ? "pairwise" : judge;
            judgeModel = judgeModel == null ? "judge-1" : judgeModel;
            ScenarioCheck.require(rate > 0 && rate <= 1, "shadow.rate: must be in (0, 1]");
        }
    }

    /**
     * A planted drift.
     *
     * @param kind {@code failure}: answers turn bad; {@code misroute}: queries for the reference
     *     route are sent to the default one
     * @param where conditions on query_shape, language, route, model or a label; all must hold
     * @param from after the start
     * @param ramp how long it takes to full strength; absent = a step
     * @param until after the start, when it is over at once; absent = never
     * @param amount share of matching decisions that it hits at full strength
     */
    public record Drift(
            String kind,
            Map<String, String> where,
            Duration from,
            Duration ramp,
            Duration until,
            double amount) {
        public Drift {
            ScenarioCheck.require(
                    "failure".equals(kind) || "misroute".equals(kind),
                    "drift.kind: " + kind + " is neither failure nor misroute");
            where = where == null ? Map.of() : where;
            from = from == null ? Duration.ZERO : from;
            ramp = ramp == null ? Duration.ZERO : ramp;
            ScenarioCheck.require(
                    until == null || until.compareTo(from) > 0,
                    "drift.until must be after drift.from");
            ScenarioCheck.share(amount, "drift.amount");
        }
    }

    /** Offline benchmark rows: so many at every turn of the period. */
    public record Evals(Duration every, int rows, String benchmark) {
        public Evals {
            every = every == null ? Duration.ofDays(1) : every;
            benchmark = benchmark == null ? "nightly" : benchmark;
        }
    }

    /**
     * @param every one per file
     * @param tail how long they go on after the end, so that the last windows close
     */
    public record Heartbeats(Duration every, Duration tail) {
        public Heartbeats {
            every = every == null ? Duration.ofMinutes(1) : every;
            tail = tail == null ? Duration.ZERO : tail;
        }
    }

    /**
     * Bad input, as shares of the number of good events; each adds lines, none replaces one.
     *
     * @param outOfOrder share of events that arrive with a delay
     * @param bound largest such delay (default 30s)
     * @param late share of additional copy actions that arrive later than the bound
     * @param lateBy by how much at least (default 2h)
     */
    public record Faults(
            double broken,
            double unknown,
            double duplicate,
            double outOfOrder,
            Duration bound,
            double late,
            Duration lateBy) {
        public Faults {
            bound = bound == null ? Duration.ofSeconds(30) : bound;
            lateBy = lateBy == null ? Duration.ofHours(2) : lateBy;
            ScenarioCheck.share(broken, "faults.broken");
            ScenarioCheck.share(unknown, "faults.unknown");
            ScenarioCheck.share(duplicate, "faults.duplicate");
            ScenarioCheck.share(outOfOrder, "faults.out-of-order");
            ScenarioCheck.share(late, "faults.late");
        }

        /** Lines that are added per event. */
        double extra() {
            return broken + unknown + duplicate + late;
        }
    }
}
