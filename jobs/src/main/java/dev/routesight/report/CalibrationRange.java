package dev.routesight.report;

import dev.routesight.answer.ExperimentAnswer;
import dev.routesight.answer.ExperimentAnswer.ArmAnswer;
import dev.routesight.answer.ExperimentAnswer.Difference;
import dev.routesight.answer.ExperimentAnswer.RangeAnswer;
import dev.routesight.calibration.Arm;
import dev.routesight.calibration.Calibration;
import dev.routesight.calibration.Experiment;
import dev.routesight.calibration.RecoveredRange;
import dev.routesight.database.ExperimentUnits;
import dev.routesight.stats.SampleRatio;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What declared experiments show: the range between all cheap and all reference, live in it. */
final class CalibrationRange implements Section {
    /** Routing gain that is worth seeing, for how long an experiment must still run. */
    private static final double WORTH = 0.1;

    @Override
    public Map<String, Object> read(Rows rows, Scope scope) throws SQLException {
        List<Map<String, Object>> experiments = new ArrayList<>();
        for (ExperimentAnswer answer : answers(rows, scope)) {
            experiments.add(json(answer));
        }
        return Json.object("experiments", experiments, "words", words(rows, scope, experiments));
    }

    /** Of each declared experiment that has units. */
    static List<ExperimentAnswer> answers(Rows rows, Scope scope) throws SQLException {
        List<ExperimentAnswer> answers = new ArrayList<>();
        for (Experiment experiment : scope.request().experiments()) {
            ExperimentUnits.Read read =
                    new ExperimentUnits(null, scope.dataset(), scope.horizon())
                            .read(rows.connection(), experiment.name());
            if (!read.arms().isEmpty()) {
                answers.add(
                        ExperimentAnswer.of(
                                experiment,
                                scope.reference(),
                                read,
                                scope.request().level(),
                                WORTH));
            }
        }
        return answers;
    }

    private static Map<String, Object> json(ExperimentAnswer answer) {
        SampleRatio ratio = answer.sampleRatio();
        Map<String, Object> json =
                Json.object(
                        "name", answer.experiment().name(),
                        "arms", answer.arms().stream().map(a -> arm(answer, a)).toList(),
                        "crossed", answer.crossed(),
                        "strange", answer.undeclared(),
                        "broken", ratio.isBroken(),
                        "sample_ratio_p", Figures.known(ratio.pValue()),
                        "days", answer.days(),
                        "over", answer.isOver());
        if (ratio.isBroken()) {
            json.put("verdict", "experiment broken: arms got other shares than declared");
            return json;
        }
        if (answer.range() != null) {
            range(json, answer.range());
        }
        json.put("deltas", answer.differences().stream().map(CalibrationRange::deltas).toList());
        return json;
    }

    private static Map<String, Object> arm(ExperimentAnswer answer, ArmAnswer shown) {
        Arm arm = shown.arm();
        return Json.object(
                "name", arm.name(),
                "role", role(answer, arm),
                "declared", arm.share() / 1e6,
                "units", shown.units(),
                "decisions", shown.decisions(),
                "to_reference", Figures.of(shown.reference()),
                "rate", Figures.of(shown.rejected()));
    }

    private static String role(ExperimentAnswer answer, Arm arm) {
        if (answer.roles().live().filter(arm::equals).isPresent()) {
            return "live";
        }
        if (answer.roles().reference().filter(arm::equals).isPresent()) {
            return "reference";
        }
        return answer.roles().cheap().filter(arm::equals).isPresent() ? "cheap" : "";
    }

    private static void range(Map<String, Object> json, RangeAnswer answer) {
        Calibration c = answer.calibration();
        json.put("verdict", c.verdict());
        RecoveredRange range = c.range();
        if (range == null) {
            return;
        }
        json.put("has_range", range.hasRange());
        json.put("range", Figures.of(range.range()));
        json.put("recovered", Figures.of(range.recovered()));
        json.put("gain", Figures.of(range.gain()));
        json.put("coin", Figures.of(range.coin()));
        json.put("share", Figures.of(range.share()));
        json.put("saved_per_unit", Figures.of(answer.saved()));
        json.put("worth", WORTH);
        json.put("days_needed", Figures.known(answer.more()));
    }

    private static Map<String, Object> deltas(Difference deltas) {
        List<Map<String, Object>> signals = new ArrayList<>();
        deltas.signals()
                .forEach(
                        (signal, delta) -> {
                            Map<String, Object> row = Json.object("signal", signal.column());
                            row.putAll(Figures.of(delta));
                            signals.add(row);
                        });
        return Json.object(
                "arm", deltas.arm().name(), "base", deltas.base().name(), "signals", signals);
    }

    private static List<String> words(Rows rows, Scope scope, List<Map<String, Object>> experiments)
            throws SQLException {
        if (!experiments.isEmpty()) {
            return List.of();
        }
        List<String> undeclared =
                rows
                        .of(
                                "select experiment from experiment_unit where dataset = ? group by"
                                        + " experiment order by experiment limit 10",
                                scope.dataset())
                        .stream()
                        .map(row -> Rows.text(row, "experiment"))
                        .toList();
        if (!undeclared.isEmpty()) {
            return List.of(
                    "There are units of "
                            + String.join(", ", undeclared)
                            + ", but what their arms should be was not said: give"
                            + " --experiments FILE, such as conf/experiments.yaml.");
        }
        return List.of(
                "No experiment has been run, so nobody knows how much of what routing could gain"
                        + " it gains. Declare one (conf/experiments.yaml), let the gateway force"
                        + " a twentieth of users to each route, and run the job with --set"
                        + " experiments=FILE.");
    }
}
