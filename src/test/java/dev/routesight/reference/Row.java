package dev.routesight.reference;

import java.math.BigDecimal;

/** One outcome as two readings must agree on it. */
record Row(
        String session,
        String decision,
        long ts,
        long horizon,
        String signals,
        boolean rejected,
        boolean followed,
        boolean root,
        BigDecimal cost,
        boolean streamStarted,
        boolean streamCompleted,
        boolean complete) {}
