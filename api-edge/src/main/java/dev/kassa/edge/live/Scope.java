package dev.kassa.edge.live;

import dev.kassa.port.Latency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The events of all merchants, or of one, as far back as they are remembered. Thread-safe. */
final class Scope {
    private static final int PAST_MAX = 120;
    private static final long MS = 1_000;
    private static final long MINUTE_MS = 60_000;

    /** Tells this scope's ids from those of another, be it of the same merchant before this one was made. */
    private final String epoch = UUID.randomUUID().toString().substring(0, 8);

    private final int remembered;
    private final int minuteBeats;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final Deque<byte[]> events = new ArrayDeque<>();
    private final Deque<long[]> minute = new ArrayDeque<>();
    private final long[] latency = new long[Latency.BUCKETS];
    /** By second, what was told by the log when it was first read. */
    private final SortedMap<Long, Beat> past = new TreeMap<>();

    private Beat beat = new Beat();
    private long last;
    private int listeners;
    private long leftAtNs = System.nanoTime();
    private boolean closed;

    /**
     * @param remembered events
     * @param minuteBeats how many beats a minute has
     */
    Scope(int remembered, int minuteBeats) {
        this.remembered = remembered;
        this.minuteBeats = minuteBeats;
    }

    /** What a listener gets next. */
    sealed interface Next {
        /** Events after the last that it had, and which is the last now. */
        record Events(List<byte[]> events, long last) implements Next {}

        /** Too many to be remembered: it begins again, after this one. */
        record Again(long last) implements Next {}

        /** Nothing for now. */
        record Nothing() implements Next {}

        /** Never any more. */
        record End() implements Next {}
    }

    /** Changes the beat that is under way. */
    void change(Consumer<Beat> change) {
        lock.lock();
        try {
            change.accept(beat);
        } finally {
            lock.unlock();
        }
    }

    /** Changes what happened in a second that is past. */
    void changePast(long second, Consumer<Beat> change) {
        lock.lock();
        try {
            change.accept(past.computeIfAbsent(second, _ -> new Beat()));
            if (past.size() > PAST_MAX) {
                past.remove(past.firstKey());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells what is past, each second as a beat of its own, the oldest first. */
    private void tellPast(long nowMs, Writer writer) {
        past.forEach((second, ended) -> {
            if (second * MS > nowMs - MINUTE_MS) {
                minute.add(ended.latency());
                add(ended.latency(), 1);
            }
            put("beat", writer.write(second * MS, ended, buckets()));
        });
        past.clear();
    }

    /** Ends a beat; what it came to is handed to the writer with the latencies of the last minute, where anything happened. */
    void beat(long nowMs, Writer writer) {
        lock.lock();
        try {
            tellPast(nowMs, writer);
            Beat ended = beat;
            beat = new Beat();
            minute.add(ended.latency());
            add(ended.latency(), 1);
            while (minute.size() > minuteBeats) {
                add(minute.remove(), -1);
            }
            if (!ended.isEmpty()) {
                put("beat", writer.write(nowMs, ended, buckets()));
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Long> buckets() {
        List<Long> buckets = new ArrayList<>();
        for (long count : latency) {
            buckets.add(count);
        }
        return buckets;
    }

    /** Writes a beat as JSON. */
    @FunctionalInterface
    interface Writer {
        byte[] write(long atMs, Beat beat, List<Long> latencyOfMinute);
    }

    private void add(long[] counts, int sign) {
        for (int i = 0; i < counts.length; i++) {
            latency[i] += sign * counts[i];
        }
    }

    /** An event for every listener. */
    void put(String event, byte[] json) {
        lock.lock();
        try {
            last++;
            events.add(ServerSent.event(id(last), event, json));
            if (events.size() > remembered) {
                events.remove();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The id of the event of a number. */
    String id(long number) {
        return epoch + "-" + number;
    }

    /**
     * Where a listener goes on.
     *
     * @param lastEventId the last that it had; null: none
     * @return the number of that event; null where it begins anew
     */
    @Nullable
    Long resumed(@Nullable String lastEventId) {
        if (lastEventId == null || !lastEventId.startsWith(epoch + "-")) {
            return null;
        }
        String number = lastEventId.substring(epoch.length() + 1);
        return number.matches("\\d{1,18}") && Long.parseLong(number) <= last() ? Long.valueOf(number) : null;
    }

    /** Behind which event somebody begins who is to be shown the last minute. */
    long minuteAgo() {
        lock.lock();
        try {
            return last - Math.min(events.size(), minuteBeats);
        } finally {
            lock.unlock();
        }
    }

    long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** What came after an event, at once or within the time. */
    Next after(long number, long atMostMs) throws InterruptedException {
        lock.lock();
        try {
            long leftNs = TimeUnit.MILLISECONDS.toNanos(atMostMs);
            while (last == number && !closed && leftNs > 0) {
                leftNs = more.awaitNanos(leftNs);
            }
            if (closed) {
                return new Next.End();
            }
            if (last == number) {
                return new Next.Nothing();
            }
            long missed = last - number;
            if (missed > events.size()) {
                return new Next.Again(last);
            }
            return new Next.Events(events.stream().skip(events.size() - missed).toList(), last);
        } finally {
            lock.unlock();
        }
    }

    void join() {
        lock.lock();
        listeners++;
        lock.unlock();
    }

    void leave() {
        lock.lock();
        listeners--;
        leftAtNs = System.nanoTime();
        lock.unlock();
    }

    /** Whether nobody has listened for so long. */
    boolean isIdle(long forNs) {
        lock.lock();
        try {
            return listeners == 0 && System.nanoTime() - leftAtNs > forNs;
        } finally {
            lock.unlock();
        }
    }

    /** Ends every listener's stream. */
    void close() {
        lock.lock();
        try {
            closed = true;
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
