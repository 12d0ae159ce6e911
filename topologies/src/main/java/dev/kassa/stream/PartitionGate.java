package dev.kassa.stream;

import dev.kassa.port.ViewUnavailableException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether a partition is here to be read, and the place where readers wait until it has come far enough. The stream thread is the
 * only one to change anything; the lock is nearly always free. Thread-safe.
 */
public final class PartitionGate {
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile boolean open;
    private int waiting;

    /** @param name what is to be read, to follow "the": {@code views of partition 3} */
    public PartitionGate(String name) {
        this.name = name;
    }

    /** Whether the partition is here, restored and whole. */
    public boolean isOpen() {
        return open;
    }

    /** @throws ViewUnavailableException where it is not {@link #isOpen open} */
    public void requireOpen() {
        if (!open) {
            throw new ViewUnavailableException("the " + name + " are not here", null);
        }
    }

    /** The partition is here: makes a change, and lets readers in. */
    public void open(Runnable change) {
        change(() -> {
            change.run();
            open = true;
        });
    }

    /** The partition leaves. */
    public void close() {
        change(() -> open = false);
    }

    /** Makes a change that readers see whole, and wakes those who wait for it. */
    public void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            if (waiting > 0) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until something holds, which only a change can make true.
     *
     * @return whether it came to that in time; false at once where the thread is interrupted, which it then still is
     * @throws ViewUnavailableException where the partition is not here, or leaves while waiting
     */
    public boolean await(BooleanSupplier holds, Duration atMost) {
        long leftNs = atMost.toNanos();
        lock.lock();
        waiting++;
        try {
            requireOpen();
            while (!holds.getAsBoolean()) {
                if (leftNs <= 0) {
                    return false;
                }
                leftNs = changed.awaitNanos(leftNs);
                requireOpen();
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /**
     * Reads while nothing changes.
     *
     * @throws ViewUnavailableException where the partition is not here
     */
    public <T> T undisturbed(Supplier<T> read) {
        lock.lock();
        try {
            requireOpen();
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
