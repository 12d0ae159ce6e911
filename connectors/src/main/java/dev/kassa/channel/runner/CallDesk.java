package dev.kassa.channel.runner;

import dev.kassa.channel.runner.Errand.Told;
import dev.kassa.channel.runner.Taken.Delivery;
import dev.kassa.channel.runner.Taken.Settlement;
import io.opentelemetry.context.Context;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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

    private final Errands errands;
    private final Map<String, Semaphore> places = new ConcurrentHashMap<>();
    private final Semaphore overall;
    private final OutcomeLog log;
    private final Counters counters;
    private final int callsPerPlaceMax;
    private final int takenMax;
    private volatile boolean closing;

    CallDesk(Errands errands, ConnectorSettings settings, OutcomeLog log, Counters counters) {
        this.errands = errands;
        this.overall = new Semaphore(settings.callsMax());
        this.callsPerPlaceMax = settings.callsPerChannelMax();
        this.takenMax = settings.takenMax();
        this.log = log;
        this.counters = counters;
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
        Errand errand;
        try {
            errand = read(taken);
        } catch (SerializationException e) {
            log.deadLetter(taken, String.valueOf(e.getMessage()));
            return;
        }
        if (taken.delivery() != Delivery.FIRST) {
            counters.redelivered.increment();
        }
        Told told = outcome(taken, errand);
        if (told == null) {
            taken.settle(Settlement.COME_AGAIN);
            return;
        }
        // The log already says "unknown" of a record that was handed over.
        if (!(told.unknown() && taken.isHandedOver() && taken.isSettled())) {
            log.outcome(taken, errand, told);
        }
    }

    private Errand read(Taken taken) {
        byte[] value = taken.source().value();
        if (value == null) {
            throw new SerializationException("no value");
        }
        return errands.read(value);
    }

    /** From now on no call is begun; what waits for its turn comes again. */
    void beginNoMore() {
        closing = true;
    }

    /** Null where no call was begun, because this desk is closing. */
    private @Nullable Told outcome(Taken taken, Errand errand) {
        if (taken.delivery() == Delivery.LAST) {
            return errand.unknown("delivered too often without an outcome");
        }
        boolean redelivered = taken.delivery() == Delivery.AGAIN;
        String place = errand.place();
        if (place == null) {
            return errand.carryOut(redelivered);
        }
        Semaphore permits = places.computeIfAbsent(place, p -> new Semaphore(callsPerPlaceMax));
        permits.acquireUninterruptibly();
        overall.acquireUninterruptibly();
        long start = System.nanoTime();
        try {
            if (closing) {
                return null;
            }
            counters.calls.increment();
            taken.callBegins();
            return errand.carryOut(redelivered);
        } finally {
            overall.release();
            permits.release();
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
        try {
            Errand errand = read(taken);
            counters.handedOver.increment();
            log.outcome(taken, errand, errand.unknown("there is no answer yet"));
        } catch (SerializationException e) {
            LOG.debug(
                    "not handed over, since it goes to the dead letters offset={}",
                    taken.source().offset(),
                    e);
        }
    }
}
