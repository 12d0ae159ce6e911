package dev.kassa.channel;

import dev.kassa.port.Callbacks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A channel whose answers a test sets, and which keeps what it was asked, in order, as {@code verb key}. */
public final class FakeChannel implements Channel {
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public volatile Function<ChannelCall, Outcome> onCall = call -> new Outcome.Approved("ref-" + call.key());
    public volatile Function<ChannelCall, Optional<Outcome>> onQuery = call -> Optional.empty();
    public volatile Function<ChannelCall, Outcome> onAbandon =
            call -> new Outcome.FailedForCertain("channel_timeout", "nothing will happen");
    private final String name;

    public FakeChannel(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.all("card");
    }

    @Override
    public Outcome authorize(ChannelCall call) {
        return called("authorize", call);
    }

    @Override
    public Outcome capture(ChannelCall call) {
        return called("capture", call);
    }

    @Override
    public Outcome voidCharge(ChannelCall call) {
        return called("void", call);
    }

    @Override
    public Outcome refund(ChannelCall call) {
        return called("refund", call);
    }

    private Outcome called(String verb, ChannelCall call) {
        asked.add(verb + " " + call.key());
        return onCall.apply(call);
    }

    @Override
    public Optional<Outcome> query(ChannelCall call) {
        asked.add("query " + call.key());
        return onQuery.apply(call);
    }

    @Override
    public Outcome abandon(ChannelCall call) {
        asked.add("abandon " + call.key());
        return onAbandon.apply(call);
    }

    @Override
    public Callbacks.Parsed parseCallback(Map<String, String> headers, byte[] body) {
        return new Callbacks.Parsed.Refused("this channel sends no callbacks");
    }
}
