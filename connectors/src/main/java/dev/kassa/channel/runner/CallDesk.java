package dev.kassa.channel.runner;

import dev.kassa.avro.CallMode;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.ChannelResult;
import dev.kassa.channel.Channel;
import dev.kassa.channel.ChannelCalls;
import dev.kassa.channel.Outcome;
import dev.kassa.channel.runner.Taken.Delivery;
import dev.kassa.channel.runner.Taken.Settlement;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import io.opentelemetry.context.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the intakes take, a virtual thread for each record, and sends the outcome. It settles every record
 * that it is given, sooner or later, whatever its channel does. Thread-safe.
 */
final class CallDesk {
    private static final Logger LOG = LoggerFactory.getLogger(CallDesk.class);

    private final ChannelCalls calls = new ChannelCalls();
    private final CodecPool<ChannelCommand> commands;
    private final Map<String, Station> stations = new HashMap<>();
    private final Semaphore overall;
    private final OutcomeLog log;
    private final Counters counters;
    private final int takenMax;
    private volatile boolean closing;

    /** A channel and how many more calls it may be given. */
    private record Station(Channel channel, Semaphore permits) {}

    CallDesk(Codecs codecs, List<? extends Channel> channels, ConnectorSettings settings, OutcomeLog log, Counters c) {
        this.commands = new CodecPool<>(codecs, Topics.CHANNEL_COMMANDS);
        for (Channel channel : channels) {
            stations.put(channel.name(), new Station(channel, new Semaphore(settings.callsPerChannelMax())));
        }
        this.overall = new Semaphore(settings.callsMax());
        this.takenMax = settings.takenMax();
        this.log = log;
        this.counters = c;
    }

    /** Whether another batch may be taken. */
    boolean hasRoom() {
        return counters.inFlight.get() < takenMax;
    }

    long inFlight() {
        return counters.inFlight.get();
    }

    void take(Taken taken) {
        counters.inFlight.incrementAndGet();
        // The trace of the record, where there is one, goes with it to the thread.
        Thread.ofVirtual().name("channel-call").start(Context.current().wrap(() -> settle(taken)));
    }

    private void settle(Taken taken) {
        try {
            carryOut(taken);
        } catch (RuntimeException | Error e) {
            LOG.atError()
                    .addKeyValue("offset", taken.source().offset())
                    .setCause(e)
                    .log("a record could not be carried out");
            taken.settle(Settlement.COME_AGAIN);
        } finally {
            counters.inFlight.decrementAndGet();
        }
    }

    private void carryOut(Taken taken) {
        byte[] value = taken.source().value();
        ChannelCommand command;
        try {
            command = decode(value);
        } catch (SerializationException e) {
            log.deadLetter(taken, String.valueOf(e.getMessage()));
            return;
        }
        if (taken.delivery() != Delivery.FIRST) {
            counters.redelivered.increment();
        }
        Outcome outcome = outcome(taken, command);
        if (outcome == null) {
            taken.settle(Settlement.COME_AGAIN);
            return;
        }
        // The log already says "unknown" of a record that was handed over.
        if (!(outcome instanceof Outcome.Unknown && taken.isHandedOver() && taken.isSettled())) {
            log.outcome(taken, command, outcome);
        }
    }

    private ChannelCommand decode(byte @Nullable [] value) {
        if (value == null) {
            throw new SerializationException("no value");
        }
        return commands.decode(value);
    }

    /** From now on no call is begun; what waits for its turn comes again. */
    void beginNoMore() {
        closing = true;
    }

    /** Null where no call was begun, because this desk is closing. */
    private @Nullable Outcome outcome(Taken taken, ChannelCommand command) {
        if (taken.delivery() == Delivery.LAST) {
            return new Outcome.Unknown("delivered too often without an outcome");
        }
        boolean redelivered = taken.delivery() == Delivery.AGAIN;
        Station station = stations.get(command.getChannel());
        if (station == null) {
            // A call that was never made before has nowhere to be made; an earlier attempt may have been, elsewhere.
            return command.getMode() == CallMode.CALL && !redelivered
                    ? new Outcome.FailedForCertain("no_such_channel", "there is no channel " + command.getChannel())
                    : new Outcome.Unknown("there is no channel " + command.getChannel() + " here to ask");
        }
        station.permits().acquireUninterruptibly();
        overall.acquireUninterruptibly();
        long start = System.nanoTime();
        try {
            if (closing) {
                return null;
            }
            counters.calls.increment();
            taken.callBegins();
            return calls.perform(station.channel(), command, redelivered);
        } finally {
            overall.release();
            station.permits().release();
            counters.callLatency.record((System.nanoTime() - start) / 1_000);
        }
    }

    /**
     * Says "unknown" to the log for a record whose call takes long, so that its intake need not wait. The core asks again
     * later; the call goes on, and its outcome follows.
     */
    void handOver(Taken taken) {
        if (taken.isSettled() || !taken.startHandOver()) {
            return;
        }
        byte[] value = taken.source().value();
        try {
            ChannelCommand command = decode(value);
            counters.handedOver.increment();
            log.outcome(taken, command, new Outcome.Unknown("the channel has not answered yet"));
        } catch (SerializationException e) {
            LOG.debug(
                    "not handed over, since it goes to the dead letters offset={}",
                    taken.source().offset(),
                    e);
        }
    }

    /** The result as it is counted. */
    static ChannelResult result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Approved ignored -> ChannelResult.APPROVED;
            case Outcome.Declined ignored -> ChannelResult.DECLINED;
            case Outcome.FailedForCertain ignored -> ChannelResult.FAILED;
            case Outcome.Unknown ignored -> ChannelResult.UNKNOWN;
            case Outcome.Pending ignored -> ChannelResult.PENDING;
        };
    }
}
