package dev.routesight.functions;

import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Sends each kind of aside its own way; nothing goes straight on. */
public final class SortAsides extends ProcessFunction<Aside, Aside> {

    @Override
    public void processElement(Aside aside, Context context, Collector<Aside> out) {
        send(SideOutputs.REFUSALS, aside.refusal(), context);
        send(SideOutputs.PLACES, aside.places(), context);
        send(SideOutputs.OBSERVED_UNTIL, aside.observedUntil(), context);
        send(SideOutputs.STRAYS, aside.stray(), context);
        send(SideOutputs.LATE_JOINS, aside.lateJoin(), context);
        send(SideOutputs.EVALS, aside.eval(), context);
    }

    private <T> void send(OutputTag<T> tag, T value, Context context) {
        if (value != null) {
            context.output(tag, value);
        }
    }
}
