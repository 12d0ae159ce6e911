package dev.kassa.bank;

import dev.kassa.port.Callbacks;
import java.util.Map;

/** What the bank tells by itself, at the place of a channel named {@code bank}; channels' are passed on. Thread-safe. */
public record BankCallbacks(Notices notices, Callbacks channels) implements Callbacks {
    /** The name by which the bank is called back. */
    public static final String NAME = "bank";

    @Override
    public Parsed parse(String channel, Map<String, String> headers, byte[] body) {
        return channel.equals(NAME) ? notices.parse(headers, body) : channels.parse(channel, headers, body);
    }
}
