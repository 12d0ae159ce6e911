package dev.kassa.channel;

import dev.kassa.port.Callbacks;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The callbacks of every channel that this process has, by the channel's name. Thread-safe. */
public final class ChannelCallbacks implements Callbacks {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelCallbacks.class);

    private final Map<String, Channel> channels;

    public ChannelCallbacks(Collection<? extends Channel> channels) {
        this.channels = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
    }

    @Override
    public Parsed parse(String channel, Map<String, String> headers, byte[] body) {
        Channel named = channels.get(channel);
        if (named == null) {
            return new Parsed.NoSuchChannel();
        }
        try {
            return named.parseCallback(headers, body);
        } catch (RuntimeException e) {
            LOG.warn("callback could not be read channel={} bytes={}", channel, body.length, e);
            return new Parsed.Refused("not readable");
        }
    }
}
