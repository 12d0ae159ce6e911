package dev.kassa.channel.inprocess;

import dev.kassa.channel.Capabilities;
import dev.kassa.channel.Channel;
import dev.kassa.channel.ChannelCall;
import dev.kassa.channel.Outcome;
import dev.kassa.port.Callbacks;
import java.util.Map;
import java.util.Optional;

/** Approves everything at once and remembers nothing. Thread-safe. */
public final class InProcessChannel implements Channel {
    private final String name;
    private final Capabilities capabilities = Capabilities.all("card");

    /** Under the simulator's name. */
    public InProcessChannel() {
        this("simulator");
    }

    public InProcessChannel(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Outcome authorize(ChannelCall call) {
        return approved(call);
    }

    @Override
    public Outcome capture(ChannelCall call) {
        return approved(call);
    }

    @Override
    public Outcome voidCharge(ChannelCall call) {
        return approved(call);
    }

    @Override
    public Outcome refund(ChannelCall call) {
        return approved(call);
    }

    /** Nothing is remembered, and approving twice is harmless: every call may be made again. */
    @Override
    public Optional<Outcome> query(ChannelCall call) {
        return Optional.empty();
    }

    @Override
    public Outcome abandon(ChannelCall call) {
        return approved(call);
    }

    @Override
    public Callbacks.Parsed parseCallback(Map<String, String> headers, byte[] body) {
        return new Callbacks.Parsed.Refused("this channel sends no callbacks");
    }

    private static Outcome approved(ChannelCall call) {
        return new Outcome.Approved("inp_" + call.key());
    }
}
