package dev.kassa.channel;

import dev.kassa.port.Callbacks;
import java.util.Map;
import java.util.Optional;

/**
 * A channel: the port behind which Stripe, PayPal, Alipay, a chain or the simulator stands. Thread-safe; its calls block
 * and are made from virtual threads.
 *
 * <p>Every call carries its key to the channel, and a repeat under the same key is harmless there. A call ends within the
 * implementation's own time-out. A refusal of which the channel is certain is {@link Outcome.Declined} or
 * {@link Outcome.FailedForCertain}; time-outs, broken connections, server errors and answers that cannot be read are
 * {@link Outcome.Unknown}. An exception that escapes counts as {@link Outcome.Unknown}.
 */
public interface Channel {
    /** As it is called in payments, e.g. {@code stripe}. */
    String name();

    Capabilities capabilities();

    /** Takes the money, or holds it where {@link ChannelCall#capture()} is false. */
    Outcome authorize(ChannelCall call);

    /** Takes what was held, in full or in part. */
    Outcome capture(ChannelCall call);

    /** Gives back what was held. */
    Outcome voidCharge(ChannelCall call);

    /** Gives money back. */
    Outcome refund(ChannelCall call);

    /**
     * What became of the call's key.
     *
     * @return empty where the channel is certain that it has never seen the key; {@link Outcome.Unknown} where it cannot
     *     be asked
     */
    Optional<Outcome> query(ChannelCall call);

    /**
     * Makes certain that nothing will ever happen under the call's key, if nothing has happened yet.
     *
     * @return what has happened under the key already, or {@link Outcome.FailedForCertain} with the code
     *     {@code channel_timeout} where nothing has and now nothing can; {@link Outcome.Unknown} where that is not certain
     */
    Outcome abandon(ChannelCall call);

    /**
     * Verifies and reads one notification of this channel.
     *
     * @param headers names in lower case
     * @param body as it came, byte for byte
     */
    Callbacks.Parsed parseCallback(Map<String, String> headers, byte[] body);
}
