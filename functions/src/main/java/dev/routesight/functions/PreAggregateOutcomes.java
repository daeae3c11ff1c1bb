package dev.routesight.functions;

import dev.routesight.attribution.Outcome;
import dev.routesight.tally.BucketPart;
import dev.routesight.tally.BucketSettings;
import dev.routesight.tally.OutcomeSums;
import dev.routesight.tally.Partial;
import dev.routesight.tally.TallySettings;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * Adds up outcomes by the finest cells of each cut and window; aside, those of a day by bucket of
 * the unit.
 */
public final class PreAggregateOutcomes extends FlushingOperator<Outcome, Partial> {
    public static final OutputTag<BucketPart> BUCKETS =
            new OutputTag<>("buckets", TypeInformation.of(BucketPart.class));

    private final TallySettings settings;
    private final BucketSettings bucketing;
    private transient OutcomeSums sums;

    public PreAggregateOutcomes(TallySettings settings, BucketSettings bucketing) {
        super(settings.refreshMillis());
        this.settings = settings;
        this.bucketing = bucketing;
    }

    @Override
    public void open() throws Exception {
        super.open();
        sums = new OutcomeSums(settings, bucketing);
    }

    @Override
    protected long add(Outcome outcome) {
        return sums.add(outcome) + settings.windowMillis() + outcome.horizonMillis();
    }

    @Override
    protected int held() {
        return sums.held();
    }

    @Override
    protected void flush() {
        sums.drain(this::send, part -> output.collect(BUCKETS, new StreamRecord<>(part)));
    }
}
