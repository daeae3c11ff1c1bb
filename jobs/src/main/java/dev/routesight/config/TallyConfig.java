package dev.routesight.config;

import static dev.routesight.config.BadSetting.unless;
import static dev.routesight.config.BadSetting.unlessBetween;

import dev.routesight.calibration.Experiment;
import dev.routesight.calibration.ExperimentFile;
import dev.routesight.money.PriceBook;
import dev.routesight.money.PriceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How outcomes become tallies. */
public record TallyConfig(
        Duration window,
        List<List<String>> cuts,
        int maxCohortsPerCut,
        List<Map<String, String>> alwaysKept,
        String referenceRoute,
        int scoreBins,
        Duration refresh,
        BucketCuts buckets,
        List<String> candidates,
        String experimentsFile,
        String pricesFile)
        implements Serializable {

    private static final int MOST_CUTS = 64;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_CANDIDATES = 32;

    public TallyConfig {
        cuts = List.copyOf(cuts);
        alwaysKept = List.copyOf(alwaysKept);
        unless(
                !window.isZero() && Duration.ofDays(1).toMillis() % window.toMillis() == 0,
                Options.WINDOW,
                "must divide a day, as 15m, 1h or 1d do");
        unless(window.toMillis() % 1000 == 0, Options.WINDOW, "must be whole seconds");
        unless(
                !cuts.isEmpty(),
                Options.CUTS,
                "needs at least one cut; [[]] tallies everything together");
        unless(cuts.size() <= MOST_CUTS, Options.CUTS, "has more than " + MOST_CUTS + " cuts");
        Set<Set<String>> seen = new HashSet<>();
        for (List<String> cut : cuts) {
            cut.forEach(TallyConfig::checkDimension);
            Set<String> dimensions = Set.copyOf(new HashSet<>(cut));
            unless(dimensions.size() == cut.size(), Options.CUTS, cut + " names a dimension twice");
            unless(seen.add(dimensions), Options.CUTS, cut + " is there twice");
        }
        unlessBetween(1, 1_000_000, maxCohortsPerCut, Options.COHORTS_MAX_PER_CUT);
        for (Map<String, String> kept : alwaysKept) {
            unless(
                    seen.contains(kept.keySet()),
                    Options.COHORTS_ALWAYS,
                    kept + " belongs to no cut; its dimensions must be those of a cut");
        }
        unless(!referenceRoute.isEmpty(), Options.REFERENCE_ROUTE, "must name a route");
        unlessBetween(1, 100, scoreBins, Options.SCORE_BINS);
        unless(!refresh.isZero(), Options.REFRESH, "must be positive");
        candidates = List.copyOf(candidates);
        unless(
                candidates.size() <= MOST_CANDIDATES,
                Options.TALLY_CANDIDATES,
                "has more than " + MOST_CANDIDATES + " policies");
        unless(
                candidates.isEmpty() || buckets != BucketCuts.NONE,
                Options.TALLY_CANDIDATES,
                "needs tally.buckets: first or all");
    }

    static TallyConfig from(Settings settings) {
        return new TallyConfig(
                settings.get(Options.WINDOW),
                settings.get(Options.CUTS),
                settings.get(Options.COHORTS_MAX_PER_CUT),
                settings.get(Options.COHORTS_ALWAYS),
                settings.get(Options.REFERENCE_ROUTE),
                settings.get(Options.SCORE_BINS),
                settings.get(Options.REFRESH),
                settings.get(Options.TALLY_BUCKETS),
                settings.get(Options.TALLY_CANDIDATES),
                settings.get(Options.EXPERIMENTS),
                settings.get(Options.PRICES));
    }

    /** How many of the first cuts are kept by bucket too. */
    public int bucketedCuts() {
        return switch (buckets) {
            case NONE -> 0;
            case FIRST -> 1;
            case ALL -> cuts.size();
        };
    }

    /** The declared experiments, read and checked. */
    public List<Experiment> experiments() {
        return experimentsFile.isEmpty()
                ? List.of()
                : read(Options.EXPERIMENTS, experimentsFile, ExperimentFile::read);
    }

    /** The price book, read and checked. */
    public PriceBook prices() {
        return pricesFile.isEmpty()
                ? PriceBook.EMPTY
                : read(Options.PRICES, pricesFile, PriceFile::read);
    }

    private interface Reader<T> {
        T read(InputStream in) throws IOException;
    }

    private static <T> T read(Option<String> option, String file, Reader<T> reader) {
        try {
            Path path = Path.of(file);
            try (InputStream in = Files.newInputStream(path)) {
                return reader.read(in);
            }
        } catch (InvalidPathException | IOException e) {
            throw new ConfigurationException(option.key() + ": cannot read " + file);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(option.key() + ": " + file + ": " + e.getMessage());
        }
    }

    private static void checkDimension(String name) {
        unless(
                !name.isEmpty() && name.length() <= LONGEST_NAME && name.indexOf(',') < 0,
                Options.CUTS,
                "'" + name + "' cannot be a dimension (1 to 200 characters, no comma)");
    }
}
