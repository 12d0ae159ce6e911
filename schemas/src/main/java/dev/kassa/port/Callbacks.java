package dev.kassa.port;

import dev.kassa.avro.BankOutcome;
import dev.kassa.avro.ChannelOutcome;
import java.util.Map;

/** Reads the notifications that channels and the bank send. Thread-safe. */
public interface Callbacks {
    /** What became of a notification. */
    sealed interface Parsed {
        /** Genuine and understood. */
        record Outcome(ChannelOutcome outcome) implements Parsed {}

        /** Genuine and understood: a bank's word on a payout. */
        record Payout(BankOutcome outcome) implements Parsed {}

        /** Genuine, but about nothing that we follow. */
        record Ignored(String reason) implements Parsed {}

        /** Not genuine, or not readable: the sender is told no. */
        record Refused(String reason) implements Parsed {}

        /** There is no such channel. */
        record NoSuchChannel() implements Parsed {}
    }

    /**
     * Verifies and reads one notification.
     *
     * @param channel the channel's name, or {@code bank}, from the path
     * @param headers names in lower case
     * @param body as it came, byte for byte
     */
    Parsed parse(String channel, Map<String, String> headers, byte[] body);
}
