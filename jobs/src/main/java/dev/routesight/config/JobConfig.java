package dev.routesight.config;

import static dev.routesight.config.BadSetting.unless;
import static dev.routesight.config.BadSetting.unlessBetween;

import dev.routesight.control.ControlSettings;
import dev.routesight.wording.CueFiles;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The configuration of one job, read once and checked before anything starts. Plain serializable
 * values; {@link #toString} shows no secret.
 *
 * @param decisionOutcomeDir where {@link DecisionOutcomes#NDJSON} goes
 * @param malformedRawBytes leading bytes of a malformed event to keep
 * @param textMaxCharacters characters of a message that are looked at
 * @param textCuesDir the user's own cues; empty for none
 * @param parallelism 0 leaves it to Flink
 * @param checkpointInterval zero takes none
 */
public record JobConfig(
        String dataset,
        int generation,
        SessionConfig session,
        TallyConfig tally,
        DriftConfig drift,
        ControlConfig control,
        DecisionOutcomes decisionOutcome,
        String decisionOutcomeDir,
        int malformedRawBytes,
        int textMaxCharacters,
        String textCuesDir,
        KafkaConfig kafka,
        JdbcConfig jdbc,
        NotifyConfig notifying,
        int parallelism,
        int maxParallelism,
        Duration checkpointInterval)
        implements Serializable {

    public JobConfig {
        unless(
                !dataset.isEmpty()
                        && dataset.length() <= 200
                        && dataset.chars().noneMatch(Character::isISOControl),
                Options.DATASET,
                "must be a name of 1 to 200 characters");
        unlessBetween(0, Integer.MAX_VALUE, generation, Options.GENERATION);
        unlessBetween(0, 65_536, malformedRawBytes, Options.MALFORMED_RAW_BYTES);
        unlessBetween(0, 1_000_000, textMaxCharacters, Options.TEXT_MAX_CHARACTERS);
        unlessBetween(1, 32_768, maxParallelism, Options.MAX_PARALLELISM);
        unlessBetween(0, maxParallelism, parallelism, Options.PARALLELISM);
        unless(
                checkpointInterval.isZero() || checkpointInterval.toMillis() >= 10,
                Options.CHECKPOINT_INTERVAL,
                "must be 0 or at least 10ms");
        unless(
                decisionOutcome != DecisionOutcomes.NDJSON || !decisionOutcomeDir.isEmpty(),
                Options.DECISION_OUTCOME,
                "ndjson needs decision-outcome.dir");
        unless(
                !control.enabled() || tally.pricesFile().isEmpty() || tally.scoreBins() >= 2,
                Options.CONTROL_ENABLED,
                "needs score.bins of at least 2");
    }

    /** A reader, to which files, the environment and single settings are given. */
    public static ConfigReader reader() {
        return new ConfigReader();
    }

    /** The defaults, changed by settings of the form {@code key=value}. */
    public static JobConfig of(String... settings) {
        ConfigReader reader = reader();
        for (String setting : settings) {
            reader.set(setting);
        }
        return reader.read();
    }

    /** The user's own cues, read and checked. */
    public CueFiles cues() {
        try {
            return textCuesDir.isEmpty() ? CueFiles.NONE : CueFiles.of(Path.of(textCuesDir));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(Options.TEXT_CUES_DIR.key() + ": " + e.getMessage());
        }
    }

    /** Whether thresholds are recommended, where rejected answers have a price. */
    public boolean recommends() {
        return control.enabled() && !tally.pricesFile().isEmpty();
    }

    /** What recommending is told; the price of a bad answer is each cohort's own. */
    public ControlSettings controlSettings() {
        return new ControlSettings(
                control.period().toMillis(),
                tally.window().toMillis(),
                control.horizon().toMillis(),
                tally.scoreBins(),
                tally.referenceRoute(),
                control.route(),
                0,
                control.deadBand(),
                control.harmBound(),
                control.rejectedBound(),
                control.alpha(),
                control.maxStep(),
                control.leastDecisions(),
                control.coolDown(),
                control.pooledPeriods(),
                control.followPeriods(),
                control.adoptionApproves());
    }

    /** The same with another database. */
    public JobConfig writingTo(JdbcConfig database) {
        return new JobConfig(
                dataset,
                generation,
                session,
                tally,
                drift,
                control,
                decisionOutcome,
                decisionOutcomeDir,
                malformedRawBytes,
                textMaxCharacters,
                textCuesDir,
                kafka,
                database,
                notifying,
                parallelism,
                maxParallelism,
                checkpointInterval);
    }

    static JobConfig from(Settings settings) {
        return new JobConfig(
                settings.get(Options.DATASET),
                settings.get(Options.GENERATION),
                SessionConfig.from(settings),
                TallyConfig.from(settings),
                DriftConfig.from(settings),
                ControlConfig.from(settings),
                settings.get(Options.DECISION_OUTCOME),
                settings.get(Options.DECISION_OUTCOME_DIR),
                settings.get(Options.MALFORMED_RAW_BYTES),
                settings.get(Options.TEXT_MAX_CHARACTERS),
                settings.get(Options.TEXT_CUES_DIR),
                KafkaConfig.from(settings),
                JdbcConfig.from(settings),
                NotifyConfig.from(settings),
                settings.get(Options.PARALLELISM),
                settings.get(Options.MAX_PARALLELISM),
                settings.get(Options.CHECKPOINT_INTERVAL));
    }
}
