package dev.routesight.control;

import java.util.*;
import org.junit.jupiter.api.Test;

class ScratchTest {
    static int SEEDS = 40;

    static ControlSettings with(
            World w,
            boolean approves,
            double delta,
            double band,
            double gz,
            int pooled,
            double alpha) {
        return new ControlSettings(
                ControlSettings.WEEK,
                3_600_000L,
                1_800_000,
                World.BINS,
                "strong",
                "",
                w.price(),
                band,
                gz,
                delta,
                1,
                alpha,
                .3,
                200,
                1,
                pooled,
                4,
                approves);
    }

    @Test
    void all() {
        for (double band : new double[] {.02, .03, .04})
            for (double gz : new double[] {1, 1.5})
                for (double d : new double[] {.03, .05}) all(false, d, band, gz, 12, .1);
    }

    void all(boolean approves, double delta, double band, double gz, int pooled, double alpha) {
        System.out.printf(
                "=== approves %s gainz %.1f delta %.2f band %.2f pooled %d alpha %.2f%n",
                approves, gz, delta, band, pooled, alpha);
        for (World w : List.of(World.FLAT, World.RARE)) {
            double o = w.oracle(0);
            for (int delay = 0; delay < 1; delay++)
                for (double start : new double[] {.1, .9}) {
                    if (delay == 1 && start == .1) continue;
                    int good = 0, harm = 0, rb = 0;
                    double worst = 0;
                    double covered = 0, promises = 0;
                    Map<String, Integer> reasons = new TreeMap<>();
                    double var = 0;
                    int okvar = 0;
                    for (int seed = 0; seed < SEEDS; seed++) {
                        var steps =
                                LoopSimulation.run(
                                        w,
                                        with(w, approves, delta, band, gz, pooled, alpha),
                                        start,
                                        20,
                                        .05,
                                        delay,
                                        p -> 0,
                                        1000 + seed);
                        double c = w.expected(steps.get(10).threshold(), 0) / w.expected(o, 0);
                        worst = Math.max(worst, c);
                        good += c <= 1.05 ? 1 : 0;
                        boolean h = false;
                        double app = start;
                        double s1 = 0, s2 = 0;
                        for (var s : steps) {
                            h |= w.expected(s.threshold(), 0) > (1 + delta) * w.expected(app, 0);
                            if (s.said() != null) {
                                reasons.merge(s.said().reason(), 1, Integer::sum);
                                rb += s.said().is(Status.ROLLBACK) ? 1 : 0;
                                if (s.said().is(Status.PROPOSED)) {
                                    promises++;
                                    double t =
                                            w.expected(s.said().proposedThreshold(), 0)
                                                    - w.expected(s.threshold(), 0);
                                    covered += s.said().costChange().interval().contains(t) ? 1 : 0;
                                }
                            }
                            if (s.period() > 10) {
                                s1 += s.threshold();
                                s2 += s.threshold() * s.threshold();
                            }
                            app = approves ? s.threshold() : start;
                        }
                        double v = s2 / 10 - (s1 / 10) * (s1 / 10);
                        okvar += v <= .0025 ? 1 : 0;
                        var += v / 100;
                        harm += h ? 1 : 0;
                    }
                    System.out.printf(
                            "  %s delay %d from %.1f: good %d worst %.3f harm %d rollbacks %d"
                                    + " coverage %.2f of %.0f var %.5f ok %d %s%n",
                            w.name(),
                            delay,
                            start,
                            good,
                            worst,
                            harm,
                            rb,
                            covered / promises,
                            promises,
                            var,
                            okvar,
                            reasons);
                }
        }
        Map<String, Integer> reasons = new TreeMap<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            for (var s :
                    LoopSimulation.run(
                            World.NULL,
                            with(World.NULL, approves, delta, band, gz, pooled, alpha),
                            .5,
                            20,
                            .05,
                            0,
                            p -> 0,
                            5000 + seed))
                if (s.said() != null)
                    reasons.merge(s.said().status() + " " + s.said().reason(), 1, Integer::sum);
        }
        System.out.println("  null " + reasons);
        for (World w : List.<World>of()) {
            int good = 0;
            double worst = 0;
            double o = w.oracle(.2);
            reasons.clear();
            for (int seed = 0; seed < SEEDS; seed++) {
                var steps =
                        LoopSimulation.run(
                                w,
                                with(w, approves, delta, band, gz, pooled, alpha),
                                w.oracle(0),
                                20,
                                .05,
                                0,
                                p -> .2 * Math.min(1, Math.max(0, (p - 9) / 4.0)),
                                7000 + seed);
                for (var s : steps)
                    if (s.said() != null) reasons.merge(s.said().reason(), 1, Integer::sum);
                double c = w.expected(steps.get(20).threshold(), .2) / w.expected(o, .2);
                worst = Math.max(worst, c);
                good += c <= 1.1 ? 1 : 0;
            }
            System.out.printf(
                    "  degrade %s oracle %.2f -> %.2f stays %.3f good %d worst %.3f %s%n",
                    w.name(),
                    w.oracle(0),
                    o,
                    w.expected(w.oracle(0), .2) / w.expected(o, .2),
                    good,
                    worst,
                    reasons);
        }
    }
}
