package dev.kassa.channel.runner;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record that was taken, until it is settled: its outcome is in the log, or it must come again. It is settled once,
 * by whoever is first. Thread-safe.
 */
final class Taken {
    /** What a record's delivery says about earlier ones. */
    enum Delivery {
        /** Nobody has made the call yet. */
        FIRST,
        /** An earlier delivery may have made the call. */
        AGAIN,
        /** As {@link #AGAIN}, and the broker may not deliver it once more. */
        LAST
    }

    /** How a record was settled. */
    enum Settlement {
        IN_THE_LOG,
        COME_AGAIN
    }

    private final ConsumerRecord<byte[], byte[]> source;
    private final Delivery delivery;
    private final Consumer<Taken> onSettled;
    private final AtomicBoolean settled = new AtomicBoolean();
    private final AtomicBoolean handedOver = new AtomicBoolean();
    private volatile Settlement settlement = Settlement.COME_AGAIN;
    private volatile long callBeganNanos;
    private volatile boolean callBegan;

    Taken(ConsumerRecord<byte[], byte[]> source, Delivery delivery, Consumer<Taken> onSettled) {
        this.source = source;
        this.delivery = delivery;
        this.onSettled = onSettled;
    }

    ConsumerRecord<byte[], byte[]> source() {
        return source;
    }

    Delivery delivery() {
        return delivery;
    }

    void callBegins() {
        callBeganNanos = System.nanoTime();
        callBegan = true;
    }

    /** Whether its call has been under way for so long. */
    boolean callTakes(long nanos) {
        return callBegan && System.nanoTime() - callBeganNanos > nanos;
    }

    void settle(Settlement how) {
        if (settled.compareAndSet(false, true)) {
            settlement = how;
            onSettled.accept(this);
        }
    }

    boolean isSettled() {
        return settled.get();
    }

    Settlement settlement() {
        return settlement;
    }

    /** Whether this caller is the one to hand it over. */
    boolean startHandOver() {
        return handedOver.compareAndSet(false, true);
    }

    void handOverFailed() {
        handedOver.set(false);
    }

    boolean isHandedOver() {
        return handedOver.get();
    }
}
