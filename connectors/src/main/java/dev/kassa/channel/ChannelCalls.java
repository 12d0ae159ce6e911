package dev.kassa.channel;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.ChannelCommand;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command's mode means in calls. Thread-safe.
 *
 * <ul>
 *   <li>CALL makes the call. Delivered again, it is a RESOLVE: the first delivery may have made it.
 *   <li>RESOLVE asks first, and makes the call under the same key only where the channel knows nothing of it.
 *   <li>ABANDON asks, and where the channel knows nothing makes certain that nothing will happen.
 * </ul>
 *
 * A call that is still under way in this process is never made a second time beside itself.
 */
public final class ChannelCalls {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelCalls.class);

    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    /**
     * Carries a command out.
     *
     * @param redelivered whether an earlier delivery may have made the call
     * @return never throws: what a channel throws is {@link Outcome.Unknown}
     */
    public Outcome perform(Channel channel, ChannelCommand command, boolean redelivered) {
        ChannelCall call = ChannelCall.of(command);
        try {
            if (command.getMode() == CallMode.ABANDON) {
                return channel.abandon(call);
            }
            if (command.getMode() == CallMode.RESOLVE || redelivered) {
                Optional<Outcome> known = channel.query(call);
                return known.isPresent() ? known.get() : repeat(channel, call);
            }
            return callOnce(channel, call);
        } catch (Exception | LinkageError | StackOverflowError | AssertionError e) {
            LOG.atWarn()
                    .addKeyValue("payment_id", call.paymentId())
                    .addKeyValue("channel", channel.name())
                    .addKeyValue("operation", call.operation())
                    .setCause(e)
                    .log("a channel threw");
            return new Outcome.Unknown(
                    "the channel's client failed: " + e.getClass().getSimpleName());
        }
    }

    /**
     * The call again. That this one certainly failed says nothing of an earlier one, which may yet arrive: only a query or
     * an abandonment can say that.
     */
    private Outcome repeat(Channel channel, ChannelCall call) {
        Outcome outcome = callOnce(channel, call);
        return outcome instanceof Outcome.FailedForCertain failed
                ? new Outcome.Unknown("a repeat failed: " + failed.code())
                : outcome;
    }

    private Outcome callOnce(Channel channel, ChannelCall call) {
        if (!channel.capabilities().allow(call)) {
            return new Outcome.FailedForCertain(
                    "not_supported", channel.name() + " does not offer this operation, currency or amount");
        }
        if (!underWay.add(call.key())) {
            return new Outcome.Unknown("the call is still under way");
        }
        try {
            return switch (call.operation()) {
                case AUTHORIZE -> channel.authorize(call);
                case CAPTURE -> channel.capture(call);
                case VOID -> channel.voidCharge(call);
                case REFUND -> channel.refund(call);
            };
        } finally {
            underWay.remove(call.key());
        }
    }
}
