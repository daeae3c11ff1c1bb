package dev.routesight.config;

import static dev.routesight.config.OptionTypes.BOOLEAN;
import static dev.routesight.config.OptionTypes.DURATION;
import static dev.routesight.config.OptionTypes.DURATIONS;
import static dev.routesight.config.OptionTypes.INTEGER;
import static dev.routesight.config.OptionTypes.NUMBER;
import static dev.routesight.config.OptionTypes.STRING;
import static dev.routesight.config.OptionTypes.STRINGS;

import dev.routesight.drift.Rhythm;
import dev.routesight.tally.Against;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Every configuration key: the one place that knows its type, its default and what it is for. */
public final class Options {
    private static final Map<String, Option<?>> BY_KEY = new LinkedHashMap<>();

    public static final Option<String> DATASET =
            option(
                    "dataset",
                    STRING,
                    "live",
                    "Name of this body of events; leads every primary key.");
    public static final Option<Integer> GENERATION =
            option(
                    "generation",
                    INTEGER,
                    0,
                    "Counts re-processings of the same dataset; rows of a higher one win.");

    public static final Option<List<Duration>> HORIZONS =
            option(
                    "horizons",
                    DURATIONS,
                    List.of(Duration.ofMinutes(2), Duration.ofMinutes(30)),
                    "Ages of a decision at which its signals are counted, ascending, whole"
                            + " seconds.");
    public static final Option<Duration> IDLE_LIMIT =
            option(
                    "idle-limit",
                    DURATION,
                    Duration.ofMinutes(30),
                    "Silence of a session longer than this means that its user has left.");
    public static final Option<Duration> OUT_OF_ORDERNESS =
            option(
                    "out-of-orderness",
                    DURATION,
                    Duration.ofSeconds(30),
                    "How far events may arrive behind the latest one before they are late.");
    public static final Option<Duration> LATE_JOIN =
            option(
                    "late-join",
                    DURATION,
                    Duration.ofDays(7),
                    "How long judgements and handoffs can still join their decision.");
    public static final Option<Duration> MAX_SKEW =
            option(
                    "max-skew",
                    DURATION,
                    Duration.ofMinutes(5),
                    "An event further ahead of its record's time than this has an implausible"
                            + " time.");
    public static final Option<List<String>> REJECTED_SIGNALS =
            option(
                    "rejected-signals",
                    STRINGS,
                    List.of(
                            "regeneration",
                            "edit",
                            "rephrase",
                            "correction",
                            "abandonment",
                            "handoff",
                            "thumbs_down"),
                    "Signal kinds that count a decision as rejected.");
    public static final Option<Boolean> HANDOFF_SHARED =
            option(
                    "handoff.shared",
                    BOOLEAN,
                    false,
                    "Share a handoff among all decisions of its session, in a weighted sum of its"
                            + " own.");
    public static final Option<Integer> SESSION_MAX_EVENTS =
            option(
                    "session.max-events",
                    INTEGER,
                    10_000,
                    "Events of one session that are looked at; what exceeds it is counted as"
                            + " over_limit.");
    public static final Option<Integer> SESSION_MAX_DECISIONS =
            option(
                    "session.max-decisions",
                    INTEGER,
                    10_000,
                    "Decisions of one session that are looked at; what exceeds it is counted as"
                            + " over_limit.");

    public static final Option<Duration> WINDOW =
            option(
                    "window",
                    DURATION,
                    Duration.ofHours(1),
                    "Length of the tally windows; divides a day.");
    public static final Option<List<List<String>>> CUTS =
            option(
                    "cuts",
                    OptionTypes.CUTS,
                    List.of(List.of(), List.of("query_shape"), List.of("language")),
                    "Dimensions to tally by: query_shape, language, router_version, model, route,"
                            + " or a label.");
    public static final Option<Integer> COHORTS_MAX_PER_CUT =
            option(
                    "cohorts.max-per-cut",
                    INTEGER,
                    10_000,
                    "Cohorts kept apart per cut and window; the rest merge into __other__.");
    public static final Option<List<Map<String, String>>> COHORTS_ALWAYS =
            option(
                    "cohorts.always",
                    OptionTypes.MAPS,
                    List.of(),
                    "Cohorts that never merge into __other__, by dimension values, e.g. [{tenant:"
                            + " acme}].");
    public static final Option<String> REFERENCE_ROUTE =
            option(
                    "reference-route",
                    STRING,
                    "strong",
                    "Route that money and quality are compared with.");
    public static final Option<Integer> SCORE_BINS =
            option("score.bins", INTEGER, 10, "Equal bins of the router's score in score_tally.");
    public static final Option<Duration> REFRESH =
            option(
                    "refresh",
                    DURATION,
                    Duration.ofMinutes(1),
                    "Event time between two provisional writes of an open window's rows.");
    public static final Option<BucketCuts> TALLY_BUCKETS =
            option(
                    "tally.buckets",
                    OptionTypes.oneOf(BucketCuts.class),
                    BucketCuts.FIRST,
                    "Cuts whose sums are kept by day and bucket of users too, for intervals:"
                            + " none, first, all.");
    public static final Option<List<String>> TALLY_CANDIDATES =
            option(
                    "tally.candidates",
                    STRINGS,
                    List.of(),
                    "Candidate policies, by their names in decisions, that are tallied by"
                            + " bucket.");
    public static final Option<String> EXPERIMENTS =
            option(
                    "experiments",
                    STRING,
                    "",
                    "File of declared experiments, whose units go to experiment_unit; empty for"
                            + " none.");
    public static final Option<String> PRICES =
            option(
                    "prices",
                    STRING,
                    "",
                    "File of prices of tokens (for decisions without cost) and of bad answers;"
                            + " empty for none.");

    public static final Option<Boolean> DRIFT_ENABLED =
            option(
                    "drift.enabled",
                    BOOLEAN,
                    true,
                    "Watch the tallies for drift, and raise alerts.");
    public static final Option<DriftMode> DRIFT_MODE =
            option(
                    "drift.mode",
                    OptionTypes.oneOf(DriftMode.class),
                    DriftMode.BUDGET,
                    "What is promised of false alerts: budget (at any time) or fdr (at the end of"
                            + " epochs).");
    public static final Option<Double> DRIFT_BUDGET =
            option(
                    "drift.budget",
                    NUMBER,
                    1.0,
                    "False alerts a week, over all tests, that are put up with on average.");
    public static final Option<Duration> DRIFT_EPOCH =
            option(
                    "drift.epoch",
                    DURATION,
                    Duration.ofDays(7),
                    "Mode fdr: cohorts are named at the end of such a time, whole days, in UTC.");
    public static final Option<Double> DRIFT_ALPHA =
            option(
                    "drift.alpha",
                    NUMBER,
                    0.1,
                    "Mode fdr: the most of those named that did not change, on average.");
    public static final Option<Integer> DRIFT_MAX_TESTS =
            option(
                    "drift.max-tests",
                    INTEGER,
                    1_000,
                    "Most cohorts x routes x signals that run; with more, the budget grows alike.");
    public static final Option<Double> DRIFT_DELTA =
            option(
                    "drift.delta",
                    NUMBER,
                    0.05,
                    "Chance that a learnt baseline is so far off that its test breaks the budget.");
    public static final Option<Against> DRIFT_CONCURRENT =
            option(
                    "drift.concurrent",
                    OptionTypes.oneOf(Against.class),
                    Against.OFF,
                    "Compare at the same time too: a route with others, a router version, an arm.");
    public static final Option<String> DRIFT_CONTROL_ARM =
            option("drift.control-arm", STRING, "", "The arm of control_arm: EXPERIMENT/ARM.");
    public static final Option<Double> DRIFT_CONCURRENT_ODDS_RATIO =
            option(
                    "drift.concurrent-odds-ratio",
                    NUMBER,
                    0.0,
                    "Most odds ratio, either way, without drift; 0 learns it, 1 for randomised"
                            + " arms.");
    public static final Option<List<String>> DRIFT_SIGNALS =
            option(
                    "drift.signals",
                    STRINGS,
                    List.of("rejected", "escalation", "quiet_exit"),
                    "What is watched: rejected, followed, or kinds of signals.");
    public static final Option<List<List<String>>> DRIFT_CUTS =
            option(
                    "drift.cuts",
                    OptionTypes.CUTS,
                    List.of(),
                    "Cuts that are watched, among those of cuts; [] watches all of them.");
    public static final Option<Duration> DRIFT_HORIZON =
            option(
                    "drift.horizon",
                    DURATION,
                    Duration.ZERO,
                    "The one horizon whose final tallies are watched; 0 takes the largest.");
    public static final Option<Duration> DRIFT_LEARN =
            option(
                    "drift.learn",
                    DURATION,
                    Duration.ofDays(14),
                    "How long a new cohort is learnt at least before it is watched.");
    public static final Option<Integer> DRIFT_LEARN_DECISIONS =
            option(
                    "drift.learn-decisions",
                    INTEGER,
                    500,
                    "How many of its decisions are learnt from at least.");
    public static final Option<Rhythm> DRIFT_RHYTHM =
            option(
                    "drift.rhythm",
                    OptionTypes.oneOf(Rhythm.class),
                    Rhythm.DAY,
                    "Rhythm of rates that is learnt and no drift, in UTC; a longer one is noise.");
    public static final Option<Double> DRIFT_DESIGN_EFFECT =
            option(
                    "drift.design-effect",
                    NUMBER,
                    0.0,
                    "How much more rates vary than independent decisions would; 0 learns it.");
    public static final Option<Duration> DRIFT_SILENT_AFTER =
            option(
                    "drift.silent-after",
                    DURATION,
                    Duration.ofDays(3),
                    "An alert of a cohort without a decision for so long is over.");
    public static final Option<Duration> DRIFT_FORGET_AFTER =
            option(
                    "drift.forget-after",
                    DURATION,
                    Duration.ofDays(28),
                    "A cohort without a decision for so long is forgotten, and learnt anew.");
    public static final Option<Duration> DRIFT_GROUP_WITHIN =
            option(
                    "drift.group-within",
                    DURATION,
                    Duration.ofDays(1),
                    "Alerts of cohorts that began within this of one another may be one alert.");

    public static final Option<Boolean> CONTROL_ENABLED =
            option(
                    "control.enabled",
                    BOOLEAN,
                    true,
                    "Recommend thresholds, for cohorts whose rejected answers have a price in"
                            + " prices.");
    public static final Option<List<List<String>>> CONTROL_CUTS =
            option(
                    "control.cuts",
                    OptionTypes.CUTS,
                    List.of(),
                    "Cuts whose cohorts have a threshold of their own; [] takes the first of"
                            + " cuts.");
    public static final Option<String> CONTROL_ROUTE =
            option(
                    "control.route",
                    STRING,
                    "cheap",
                    "Route below the threshold; empty for any but reference-route.");
    public static final Option<Duration> CONTROL_HORIZON =
            option(
                    "control.horizon",
                    DURATION,
                    Duration.ZERO,
                    "The one horizon at which answers are judged; 0 takes the largest.");
    public static final Option<Duration> CONTROL_PERIOD =
            option(
                    "control.period",
                    DURATION,
                    Duration.ofDays(7),
                    "How often a threshold is looked at: whole days, weeks from a Monday, in UTC.");
    public static final Option<Double> CONTROL_DEAD_BAND =
            option(
                    "control.dead-band",
                    NUMBER,
                    0.03,
                    "Least predicted gain that is worth a change, as a share of the cost.");
    public static final Option<Double> CONTROL_HARM_BOUND =
            option(
                    "control.harm-bound",
                    NUMBER,
                    0.03,
                    "Most that a proposal may add to the cost of the last approved threshold, a"
                            + " share.");
    public static final Option<Double> CONTROL_REJECTED_BOUND =
            option(
                    "control.rejected-bound",
                    NUMBER,
                    1.0,
                    "Most that a proposal may add to its rejected rate; 1 sets no bound.");
    public static final Option<Double> CONTROL_ALPHA =
            option(
                    "control.alpha",
                    NUMBER,
                    0.1,
                    "Chance that a proposal since the last approved threshold breaks the bounds.");
    public static final Option<Double> CONTROL_MAX_STEP =
            option("control.max-step", NUMBER, 0.3, "Most that a threshold is to move at once.");
    public static final Option<Integer> CONTROL_LEAST_DECISIONS =
            option(
                    "control.least-decisions",
                    INTEGER,
                    200,
                    "Randomised decisions of each route without which nothing is proposed.");
    public static final Option<Integer> CONTROL_COOL_DOWN =
            option(
                    "control.cool-down",
                    INTEGER,
                    1,
                    "Periods without another proposal after a proposal and after a change.");
    public static final Option<Integer> CONTROL_POOLED_PERIODS =
            option(
                    "control.pooled-periods",
                    INTEGER,
                    12,
                    "Most periods whose evidence is pooled, as long as they agree.");
    public static final Option<Integer> CONTROL_FOLLOW_PERIODS =
            option(
                    "control.follow-periods",
                    INTEGER,
                    4,
                    "Periods over which an adopted proposal is followed.");
    public static final Option<Boolean> CONTROL_ADOPTION_APPROVES =
            option(
                    "control.adoption-approves",
                    BOOLEAN,
                    true,
                    "Whether whoever applies a proposal approves it; false where a router does it"
                            + " by itself.");

    public static final Option<DecisionOutcomes> DECISION_OUTCOME =
            option(
                    "decision-outcome",
                    OptionTypes.oneOf(DecisionOutcomes.class),
                    DecisionOutcomes.POSTGRES,
                    "Where a row per decision and horizon goes: postgres, ndjson or off.");
    public static final Option<String> DECISION_OUTCOME_DIR =
            option(
                    "decision-outcome.dir",
                    STRING,
                    "",
                    "Folder or URI for decision-outcome: ndjson; files appear at checkpoints.");
    public static final Option<Integer> MALFORMED_RAW_BYTES =
            option(
                    "malformed.raw-bytes",
                    INTEGER,
                    0,
                    "Leading bytes of a malformed event to keep in its table; 0 keeps none.");
    public static final Option<Integer> TEXT_MAX_CHARACTERS =
            option(
                    "text.max-characters",
                    INTEGER,
                    4_000,
                    "Characters of a message that are looked at before it is forgotten; 0 judges no"
                            + " text.");
    public static final Option<String> TEXT_CUES_DIR =
            option(
                    "text.cues-dir",
                    STRING,
                    "",
                    "Folder of your own cue files, LANG.yaml; they add to those shipped.");

    public static final Option<String> KAFKA_BROKERS =
            option(
                    "kafka.brokers",
                    STRING,
                    "",
                    "Bootstrap servers, host:port separated by commas.");
    public static final Option<List<String>> KAFKA_TOPICS =
            option(
                    "kafka.topics",
                    STRINGS,
                    List.of(),
                    "Topics to read; or give kafka.topic-pattern.");
    public static final Option<String> KAFKA_TOPIC_PATTERN =
            option(
                    "kafka.topic-pattern",
                    STRING,
                    "",
                    "Regular expression of the topics to read, new ones included.");
    public static final Option<String> KAFKA_GROUP_ID =
            option(
                    "kafka.group-id",
                    STRING,
                    "routesight",
                    "Consumer group under which offsets are committed, for monitoring.");
    public static final Option<KafkaStart> KAFKA_START =
            option(
                    "kafka.start",
                    OptionTypes.oneOf(KafkaStart.class),
                    KafkaStart.EARLIEST,
                    "Where a new job begins: earliest, latest or committed.");
    public static final Option<Boolean> KAFKA_BOUNDED =
            option(
                    "kafka.bounded",
                    BOOLEAN,
                    false,
                    "Stop at the offsets that are the latest at the start.");
    public static final Option<String> KAFKA_OUTCOME_TOPIC =
            option(
                    "kafka.outcome-topic",
                    STRING,
                    "",
                    "Topic that outcomes are also sent to, in JSON, keyed by session; empty for"
                            + " none.");
    public static final Option<String> KAFKA_ALERT_TOPIC =
            option(
                    "kafka.alert-topic",
                    STRING,
                    "",
                    "Topic that alerts are also sent to, in JSON, keyed by alert; empty for none.");
    public static final Option<String> KAFKA_RECOMMENDATION_TOPIC =
            option(
                    "kafka.recommendation-topic",
                    STRING,
                    "",
                    "Topic that recommendations are also sent to, in JSON, keyed by cohort; empty"
                            + " for none.");
    public static final Option<Map<String, String>> KAFKA_PROPERTIES =
            option(
                    "kafka.properties",
                    OptionTypes.MAP,
                    Map.of(),
                    "Further properties of Kafka's consumer and producer, e.g. {security.protocol:"
                            + " SSL}.");
    public static final Option<Duration> WATERMARK_IDLENESS =
            option(
                    "watermark.idleness",
                    DURATION,
                    Duration.ofMinutes(1),
                    "A partition silent for this long no longer holds event time back; 0 waits for"
                            + " ever.");
    public static final Option<Duration> WATERMARK_MAX_DRIFT =
            option(
                    "watermark.max-drift",
                    DURATION,
                    Duration.ofMinutes(1),
                    "How far one partition may be read ahead of the slowest; 0 sets no limit.");

    public static final Option<String> JDBC_URL =
            option(
                    "jdbc.url",
                    STRING,
                    "",
                    "PostgreSQL to write to, jdbc:postgresql://host:port/database.");
    public static final Option<String> JDBC_USER =
            option("jdbc.user", STRING, "", "Database user; ROUTESIGHT_JDBC_USER overrides it.");
    public static final Option<String> JDBC_PASSWORD =
            secret(
                    "jdbc.password",
                    "Database password; better given as ROUTESIGHT_JDBC_PASSWORD, never on a"
                            + " command line.");
    public static final Option<Integer> JDBC_BATCH_SIZE =
            option("jdbc.batch-size", INTEGER, 500, "Rows per batch of upserts.");
    public static final Option<Duration> JDBC_BATCH_INTERVAL =
            option(
                    "jdbc.batch-interval",
                    DURATION,
                    Duration.ofSeconds(1),
                    "A batch is written after this time even when it is not full.");
    public static final Option<Integer> JDBC_MAX_RETRIES =
            option(
                    "jdbc.max-retries",
                    INTEGER,
                    5,
                    "Attempts to write a batch again before the job fails over.");

    public static final Option<List<String>> NOTIFY_ALERTMANAGER_URLS =
            option(
                    "notify.alertmanager.urls",
                    STRINGS,
                    List.of(),
                    "Alertmanagers that notify tells, all members of a cluster, e.g."
                            + " [http://host:9093].");
    public static final Option<String> NOTIFY_ALERTMANAGER_AUTHORIZATION =
            secret(
                    "notify.alertmanager.authorization",
                    "Header Authorization for them; better given as"
                            + " ROUTESIGHT_ALERTMANAGER_AUTHORIZATION.");
    public static final Option<Map<String, String>> NOTIFY_ALERTMANAGER_LABELS =
            option(
                    "notify.alertmanager.labels",
                    OptionTypes.MAP,
                    Map.of("severity", "warning"),
                    "Further labels of every alert there.");
    public static final Option<Duration> NOTIFY_ALERTMANAGER_RESEND =
            option(
                    "notify.alertmanager.resend",
                    DURATION,
                    Duration.ofMinutes(1),
                    "Open alerts are sent to Alertmanager again after this time.");
    public static final Option<Duration> NOTIFY_ALERTMANAGER_EXPIRE =
            option(
                    "notify.alertmanager.expire",
                    DURATION,
                    Duration.ofMinutes(5),
                    "An alert not sent again for so long is over for Alertmanager.");
    public static final Option<List<String>> NOTIFY_WEBHOOK_URLS =
            option(
                    "notify.webhook.urls",
                    STRINGS,
                    List.of(),
                    "Where notify posts each change of an alert, signed.");
    public static final Option<String> NOTIFY_WEBHOOK_SECRET =
            secret(
                    "notify.webhook.secret",
                    "Key of the signatures, whsec_...; better given as ROUTESIGHT_WEBHOOK_SECRET.");
    public static final Option<Boolean> NOTIFY_WEBHOOK_UPDATES =
            option(
                    "notify.webhook.updates",
                    BOOLEAN,
                    false,
                    "Post changed numbers of open alerts too, not only opened and resolved.");
    public static final Option<Duration> NOTIFY_POLL =
            option(
                    "notify.poll",
                    DURATION,
                    Duration.ofSeconds(5),
                    "How often notify looks for new messages.");
    public static final Option<Duration> NOTIFY_TIMEOUT =
            option(
                    "notify.timeout",
                    DURATION,
                    Duration.ofSeconds(10),
                    "How long a receiver may take to answer.");
    public static final Option<Duration> NOTIFY_MAX_RETRY_DELAY =
            option(
                    "notify.max-retry-delay",
                    DURATION,
                    Duration.ofMinutes(10),
                    "Longest delay between two attempts; the first is a second, then it doubles.");
    public static final Option<Integer> NOTIFY_MAX_ATTEMPTS =
            option(
                    "notify.max-attempts",
                    INTEGER,
                    1_000,
                    "Attempts after which a message is given up; 1000 take about five days.");

    public static final Option<Integer> PARALLELISM =
            option(
                    "parallelism",
                    INTEGER,
                    0,
                    "Parallel instances of each operator; 0 leaves it to Flink.");
    public static final Option<Integer> MAX_PARALLELISM =
            option(
                    "max-parallelism",
                    INTEGER,
                    128,
                    "Key groups, the limit of later scaling; fixed for the life of a job's state.");
    public static final Option<Duration> CHECKPOINT_INTERVAL =
            option(
                    "checkpoint.interval",
                    DURATION,
                    Duration.ofSeconds(30),
                    "Time between checkpoints of the streaming job; 0 takes none.");

    /** In the order in which they are documented. */
    public static final List<Option<?>> ALL = List.copyOf(BY_KEY.values());

    /** Environment variables that are read, and the keys that they set. */
    static final Map<String, String> ENVIRONMENT =
            new TreeMap<>(
                    Map.of(
                            "ROUTESIGHT_JDBC_URL", JDBC_URL.key(),
                            "ROUTESIGHT_JDBC_USER", JDBC_USER.key(),
                            "ROUTESIGHT_JDBC_PASSWORD", JDBC_PASSWORD.key(),
                            "ROUTESIGHT_ALERTMANAGER_AUTHORIZATION",
                                    NOTIFY_ALERTMANAGER_AUTHORIZATION.key(),
                            "ROUTESIGHT_WEBHOOK_SECRET", NOTIFY_WEBHOOK_SECRET.key(),
                            "ROUTESIGHT_KAFKA_JAAS", KAFKA_PROPERTIES.key() + ".sasl.jaas.config"));

    private Options() {}

    private static <T> Option<T> option(
            String key, OptionType<T> type, T defaultValue, String description) {
        return add(new Option<>(key, type, defaultValue, description, false));
    }

    private static Option<String> secret(String key, String description) {
        return add(new Option<>(key, STRING, "", description, true));
    }

    private static <T> Option<T> add(Option<T> option) {
        BY_KEY.put(option.key(), option);
        return option;
    }

    public static Optional<Option<?>> find(String key) {
        return Optional.ofNullable(BY_KEY.get(key));
    }

    /** Whether {@code key} is the first part of known keys, such as {@code kafka}. */
    static boolean isGroup(String key) {
        return BY_KEY.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
    }

    static Set<String> keys() {
        return BY_KEY.keySet();
    }

    /** The defaults as a YAML file, a comment over each key. */
    static String toYaml() {
        StringBuilder yaml =
                new StringBuilder(
                        """
                        # Every key of Routesight with its type and default. Copy it, change what differs, and pass it:
                        #   ./routesight backfill --config my.yaml ...
                        # Keys may be dotted, as here, or nested. Later ones win: this file, the environment
                        # (ROUTESIGHT_JDBC_URL, _JDBC_USER, _JDBC_PASSWORD, _KAFKA_JAAS, _WEBHOOK_SECRET,
                        # _ALERTMANAGER_AUTHORIZATION), --set key=value.
                        # Durations: 500ms, 120s, 2m, 1h, 7d, or ISO-8601 (PT2M). A list of one may be given bare.
                        # Mappings take single entries too: --set kafka.properties.linger.ms=5
                        """);
        ALL.forEach(option -> yaml.append(entry(option)));
        return yaml.toString();
    }

    private static <T> String entry(Option<T> option) {
        String value = option.type().write().apply(option.defaultValue());
        return """

        # %s
        # Type: %s. Default: %s
        %s: %s
        """
                .formatted(option.description(), option.type().name(), value, option.key(), value);
    }
}
