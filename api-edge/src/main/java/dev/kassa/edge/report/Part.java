package dev.kassa.edge.report;

import org.jspecify.annotations.Nullable;

/** A part of what a report adds up; what it is not split by is null, its period 0. */
record Part(
        int period,
        String currency,
        @Nullable String merchantId,
        @Nullable String channel,
        Figures figures) {
    Part with(Figures other) {
        return new Part(period, currency, merchantId, channel, other);
    }
}
