package dev.routesight.functions;

import dev.routesight.attribution.LateJoin;
import dev.routesight.tally.Judged;
import dev.routesight.tally.JudgedKey;
import dev.routesight.tally.Partial;
import dev.routesight.tally.TallySettings;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;

/** A joined judgement or handoff in each cut. */
public final class SplitLateJoins implements FlatMapFunction<LateJoin, Partial> {
    private final TallySettings settings;

    public SplitLateJoins(TallySettings settings) {
        this.settings = settings;
    }

    @Override
    public void flatMap(LateJoin join, Collector<Partial> out) {
        long windowStart = settings.windowStart(join.decision().ts());
        for (int cut = 0; cut < settings.cuts().size(); cut++) {
            String cohort = settings.cuts().get(cut).cohortOf(join.decision().dimensions());
            out.collect(
                    new Partial(
                            cut,
                            windowStart,
                            null,
                            null,
                            JudgedKey.of(join, cohort),
                            Judged.of(join.judgement())));
        }
    }
}
