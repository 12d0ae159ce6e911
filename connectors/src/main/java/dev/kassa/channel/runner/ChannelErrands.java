package dev.kassa.channel.runner;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelOutcome;
import dev.kassa.avro.ChannelResult;
import dev.kassa.channel.Channel;
import dev.kassa.channel.ChannelCalls;
import dev.kassa.channel.ChannelOutcomes;
import dev.kassa.channel.Outcome;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Operations at channels. Thread-safe. */
public final class ChannelErrands implements Errands {
    private static final List<String> RESULTS =
            Stream.of(ChannelResult.values()).map(ChannelErrands::word).toList();

    private final ChannelCalls calls = new ChannelCalls();
    private final CodecPool<ChannelCommand> commands;
    private final Map<String, Channel> channels;

    public ChannelErrands(Codecs codecs, List<? extends Channel> channels) {
        this.commands = new CodecPool<>(codecs, Topics.CHANNEL_COMMANDS);
        this.channels = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
    }

    @Override
    public Topic<?> topic() {
        return Topics.CHANNEL_COMMANDS;
    }

    @Override
    public List<String> results() {
        return RESULTS;
    }

    @Override
    public Errand read(byte[] value) {
        ChannelCommand command = commands.decode(value);
        return new ChannelErrand(command, channels.get(command.getChannel()), calls);
    }

    private static String word(ChannelResult result) {
        return result.name().toLowerCase(Locale.ROOT);
    }

    private record ChannelErrand(
            ChannelCommand command, @Nullable Channel channel, ChannelCalls calls) implements Errand {
        @Override
        public String merchantId() {
            return command.getMerchantId();
        }

        @Override
        public String subjectId() {
            return command.getPaymentId();
        }

        @Override
        public @Nullable String place() {
            return channel == null ? null : channel.name();
        }

        @Override
        public Told carryOut(boolean redelivered) {
            return told(channel == null ? nowhere(redelivered) : calls.perform(channel, command, redelivered));
        }

        /** A call that was never made before has nowhere to be made; an earlier attempt may have been, elsewhere. */
        private Outcome nowhere(boolean redelivered) {
            return command.getMode() == CallMode.CALL && !redelivered
                    ? new Outcome.FailedForCertain("no_such_channel", "there is no channel " + command.getChannel())
                    : new Outcome.Unknown("there is no channel " + command.getChannel() + " here to ask");
        }

        @Override
        public Told unknown(String reason) {
            return told(new Outcome.Unknown(reason));
        }

        private Told told(Outcome outcome) {
            ChannelOutcome body = ChannelOutcomes.of(command, outcome);
            return new Told(
                    "channel:" + command.getChannel(),
                    body,
                    word(body.getResult()),
                    outcome instanceof Outcome.Unknown);
        }
    }
}
