package dev.routesight.functions;

import dev.routesight.attribution.Outcome;
import dev.routesight.tally.OutcomeSums;
import dev.routesight.tally.Partial;
import dev.routesight.tally.TallySettings;

/** Adds up outcomes by the finest cells of each cut and window. */
public final class PreAggregateOutcomes extends FlushingOperator<Outcome, Partial> {
    private final TallySettings settings;
    private transient OutcomeSums sums;

    public PreAggregateOutcomes(TallySettings settings) {
        super(settings.refreshMillis());
        this.settings = settings;
    }

    @Override
    public void open() throws Exception {
        super.open();
        sums = new OutcomeSums(settings);
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
        sums.drain(this::send);
    }
}
