package dev.routesight.functions;

import dev.routesight.attribution.LateJoin;
import dev.routesight.attribution.PlaceCount;
import dev.routesight.attribution.StrayEvent;
import dev.routesight.attribution.UserDecision;
import dev.routesight.event.Event;
import dev.routesight.event.Refusal;
import dev.routesight.wire.WireType;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.OutputTag;

/** The side outputs of the graph; each has a sink, but for asides, which are sorted first. */
public final class SideOutputs {
    public static final OutputTag<Aside> ASIDES =
            new OutputTag<>("asides", TypeInformation.of(Aside.class));
    public static final OutputTag<Refusal> REFUSALS =
            new OutputTag<>("refusals", TypeInformation.of(Refusal.class));
    public static final OutputTag<PlaceCount> PLACES =
            new OutputTag<>("places", TypeInformation.of(PlaceCount.class));
    public static final OutputTag<StrayEvent> STRAYS =
            new OutputTag<>("strays", TypeInformation.of(StrayEvent.class));
    public static final OutputTag<UserDecision> VISITS =
            new OutputTag<>("visits", WireType.USER_DECISION);
    public static final OutputTag<LateJoin> LATE_JOINS =
            new OutputTag<>("late-joins", TypeInformation.of(LateJoin.class));
    public static final OutputTag<Long> OBSERVED_UNTIL =
            new OutputTag<>("observed-until", Types.LONG);
    public static final OutputTag<Event> EVALS = new OutputTag<>("evals", WireType.EVENT);

    private SideOutputs() {}
}
