package dev.kassa.channel.simulator;

import org.jspecify.annotations.Nullable;

/** What the simulator says about a key, in an answer or in a callback, as JSON. */
record SimulatorAnswer(
        String key,
        Deed.Status status,
        String reference,
        @Nullable String code,
        @Nullable String message) {
    static SimulatorAnswer of(Deed deed) {
        return new SimulatorAnswer(deed.request().key(), deed.status(), deed.reference(), deed.code(), deed.message());
    }
}
