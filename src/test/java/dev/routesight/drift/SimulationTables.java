package dev.routesight.drift;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Runs the simulations with their stored seeds and writes what they found as CSV. */
final class SimulationTables {
    private static final double[] RATES = {0.005, 0.02, 0.05, 0.2};
    private static final double[] RATIOS = {1.2, 1.35, 1.5, 1.75, 2, 2.5, 3};

    private final Path folder;

    SimulationTables(Path folder) {
        this.folder = folder;
    }

    List<PromiseSimulation.Row> promise(int streams) {
        List<PromiseSimulation.Row> rows = new ArrayList<>();
        for (PromiseSimulation.Setting setting : PromiseSimulation.Setting.values()) {
            for (double rate : RATES) {
                rows.add(PromiseSimulation.run(setting, rate, streams, 7 + setting.ordinal()));
            }
        }
        write("promise", PromiseSimulation.Row.header(), rows, PromiseSimulation.Row::line);
        return rows;
    }

    List<FdrSimulation.Row> falseDiscoveries(int epochs) {
        List<FdrSimulation.Row> rows = new ArrayList<>();
        for (boolean learnt : new boolean[] {false, true}) {
            for (boolean dependent : new boolean[] {false, true}) {
                for (double drifting : new double[] {0, 0.01, 0.1}) {
                    rows.add(FdrSimulation.run(drifting, learnt, dependent, epochs, 5));
                }
            }
        }
        write("fdr", FdrSimulation.Row.header(), rows, FdrSimulation.Row::line);
        return rows;
    }

    List<DelaySimulation.Row> delays(double[] runLengths, int runs) {
        List<DelaySimulation.Row> rows = new ArrayList<>();
        for (double runLength : runLengths) {
            for (double rate : new double[] {0.02, 0.05, 0.2}) {
                rows.addAll(DelaySimulation.own(rate, runLength, RATIOS, runs, 3));
            }
        }
        write("delay", DelaySimulation.Row.header(), rows, DelaySimulation.Row::line);
        return rows;
    }

    List<DelaySimulation.Row> otherDelays(double[] runLengths, int runs) {
        List<DelaySimulation.Row> rows = new ArrayList<>();
        for (double runLength : runLengths) {
            for (double rate : new double[] {0.02, 0.05, 0.2}) {
                rows.addAll(
                        DelaySimulation.others(
                                rate, runLength, new double[] {1.2, 1.5, 2, 3}, runs, 3));
            }
        }
        write("delay-others", DelaySimulation.Row.header(), rows, DelaySimulation.Row::line);
        return rows;
    }

    List<KindsSimulation.Row> kinds(int seeds) {
        List<KindsSimulation.Row> rows = new ArrayList<>();
        for (KindsSimulation.Kind kind : KindsSimulation.Kind.values()) {
            rows.add(KindsSimulation.run(kind, seeds, 100));
        }
        write("kinds", KindsSimulation.Row.header(), rows, KindsSimulation.Row::line);
        return rows;
    }

    List<Starts.Row> starts(int seeds) {
        List<Starts.Row> rows = new ArrayList<>();
        for (boolean ramp : new boolean[] {false, true}) {
            for (double rate : new double[] {0.02, 0.05, 0.2}) {
                for (double ratio : new double[] {1.2, 1.5, 2, 3}) {
                    for (int hourly : new int[] {50, 500}) {
                        rows.add(Starts.of(rate, ratio, hourly, ramp, seeds));
                    }
                }
            }
        }
        write("starts", Starts.Row.header(), rows, Starts.Row::line);
        return rows;
    }

    /**
     * @param good seeds without a false alert and with an alert while the share was under 4 %
     */
    record IncidentRow(
            String test,
            int streams,
            double dayNoise,
            boolean oneDayInThree,
            int seeds,
            int falseAlerts,
            int good,
            double medianShare,
            double medianDays) {
        static String header() {
            return "test,streams_of_budget,day_noise,users_one_day_in_three,seeds,"
                    + "seeds_with_false_alerts,good,median_share_at_alert,median_days_of_ramp\n";
        }

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%s,%d,%s,%s,%d,%d,%d,%.4f,%.1f%n",
                    test,
                    streams,
                    dayNoise,
                    oneDayInThree,
                    seeds,
                    falseAlerts,
                    good,
                    medianShare,
                    medianDays);
        }
    }

    List<IncidentRow> incident(int seeds) {
        List<IncidentRow> rows = new ArrayList<>();
        rows.add(incident(false, 100, 0, false, seeds));
        rows.add(incident(false, 20, 0, false, seeds));
        for (double noise : new double[] {0.01, 0.02}) {
            rows.add(incident(false, 100, noise, false, seeds));
        }
        for (double noise : new double[] {0, 0.01, 0.02}) {
            rows.add(incident(true, 100, noise, false, seeds));
        }
        rows.add(incident(false, 100, 0, true, seeds));
        write("incident", IncidentRow.header(), rows, IncidentRow::line);
        return rows;
    }

    static IncidentRow incident(
            boolean concurrent, int streams, double noise, boolean oneDayInThree, int seeds) {
        AlertBudget budget = new AlertBudget(1, streams);
        int falseAlerts = 0;
        int good = 0;
        double[] hours = new double[seeds];
        for (int seed = 0; seed < seeds; seed++) {
            Incident incident = new Incident(1000 + seed, noise, oneDayInThree);
            Incident.Result result =
                    concurrent
                            ? incident.concurrent(budget)
                            : incident.baseline(budget, Rhythm.DAY_AND_WEEKEND);
            falseAlerts += result.falseAlerts() > 0 ? 1 : 0;
            good += result.falseAlerts() == 0 && result.shareAtAlert() < 0.04 ? 1 : 0;
            hours[seed] = result.alertHour() < 0 ? 1e9 : result.alertHour();
        }
        java.util.Arrays.sort(hours);
        double days = hours[seeds / 2] / 24;
        return new IncidentRow(
                concurrent ? "concurrent" : "baseline",
                streams,
                noise,
                oneDayInThree,
                seeds,
                falseAlerts,
                good,
                Incident.share(days),
                days);
    }

    private <R> void write(
            String name, String header, List<R> rows, java.util.function.Function<R, String> line) {
        StringBuilder text = new StringBuilder(header);
        rows.forEach(row -> text.append(line.apply(row)));
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".csv"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
