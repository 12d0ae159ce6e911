package dev.kassa.edge.live;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.edge.render.LiveJson;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners what happens, beat by beat. Thread-safe. */
public final class Live implements AutoCloseable {
    /** How long what happens is added up before it is told. */
    static final Duration BEAT = Duration.ofMillis(400);

    /** So many listen at once. */
    public static final int LISTENERS_MAX = 500;

    /** So many of them with one key. */
    public static final int LISTENERS_OF_ONE_MAX = 50;

    private static final Logger LOG = LoggerFactory.getLogger(Live.class);
    private static final int REMEMBERED = 300;
    private static final int MINUTE_BEATS = (int) (60_000 / BEAT.toMillis());
    private static final int PROOF_EVERY_BEATS = 12;
    private static final Duration KEPT_IDLE = Duration.ofMinutes(2);
    private static final String EVERYBODY = "";

    private final Map<String, Scope> scopes = new ConcurrentHashMap<>();
    private final Map<String, Integer> listeners = new HashMap<>();
    private final Tail tail;
    private final Supplier<byte @Nullable []> proof;
    private final Supplier<List<String>> changed;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("edge-live").daemon().factory());
    private final Set<Listening> listenings = ConcurrentHashMap.newKeySet();
    private final AtomicLong dropped = new AtomicLong();
    private int listening;
    private long beats;
    private @Nullable AutoCloseable reading;
    private long idleSinceNs;
    private boolean closed;

    /** Where facts come from, while somebody listens. */
    @FunctionalInterface
    public interface Tail {
        /** Begins to hand over what is appended from now on, and before that the payments of the last minute. */
        AutoCloseable follow(Heard heard);
    }

    /** Takes what is read; each topic on a thread of its own. */
    public interface Heard {
        /** A payment of the last minute, or of a while before where those are few; none comes behind the first of now. */
        void lately(PaymentFact fact);

        void take(PaymentFact fact);

        void take(RefundFact fact);

        void take(SettlementFact fact);

        void take(WithdrawalFact fact);
    }

    /** Why somebody may not listen. */
    public enum Refused {
        /** Too many do. */
        FULL,
        /** Too many with the same key do. */
        FULL_FOR_ONE
    }

    /** Whether one may listen. */
    public sealed interface Admission {
        record Admitted(Listening listening) implements Admission {}

        record Denied(Refused why) implements Admission {}
    }

    /**
     * @param proof how the ledger stands, as JSON; null where that cannot be told now
     * @param changed what else has changed since it was last asked, for pages to read again
     */
    public Live(Tail tail, Supplier<byte @Nullable []> proof, Supplier<List<String>> changed) {
        this.tail = tail;
        this.proof = proof;
        this.changed = changed;
        clock.scheduleAtFixedRate(this::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Lets somebody listen.
     *
     * @param actor whose key it is
     * @param merchantId to what happens at one merchant; null: at all
     */
    public synchronized Admission listen(String actor, @Nullable String merchantId) {
        if (listening >= LISTENERS_MAX || closed) {
            return new Admission.Denied(Refused.FULL);
        }
        if (listeners.getOrDefault(actor, 0) >= LISTENERS_OF_ONE_MAX) {
            return new Admission.Denied(Refused.FULL_FOR_ONE);
        }
        listening++;
        listeners.merge(actor, 1, Integer::sum);
        if (reading == null) {
            reading = tail.follow(new Telling());
        }
        Scope scope = scopes.computeIfAbsent(
                merchantId == null ? EVERYBODY : merchantId, _ -> new Scope(REMEMBERED, MINUTE_BEATS));
        scope.join();
        Listening admitted = new Listening(scope, gone -> {
            listenings.remove(gone);
            left(actor);
        });
        listenings.add(admitted);
        return new Admission.Admitted(admitted);
    }

    /** How many were dropped because they took nothing. */
    public long dropped() {
        return dropped.get();
    }

    private synchronized void left(String actor) {
        listening--;
        listeners.computeIfPresent(actor, (_, count) -> count == 1 ? null : count - 1);
        idleSinceNs = System.nanoTime();
    }

    /** How many listen. */
    public synchronized int listening() {
        return listening;
    }

    /** Adds what is heard to the beats of those who are to be told. */
    private final class Telling implements Heard {
        @Override
        public void lately(PaymentFact fact) {
            synchronized (Live.this) {
                long second = TimeUnit.MILLISECONDS.toSeconds(fact.getUpdatedAtMs());
                told(fact.getMerchantId()).forEach(scope -> scope.changePast(second, beat -> beat.add(fact)));
            }
        }

        @Override
        public void take(PaymentFact fact) {
            change(fact.getMerchantId(), beat -> beat.add(fact));
        }

        @Override
        public void take(RefundFact fact) {
            change(fact.getMerchantId(), beat -> beat.add(fact));
        }

        @Override
        public void take(SettlementFact fact) {
            change(fact.getMerchantId(), beat -> beat.add(fact));
        }

        @Override
        public void take(WithdrawalFact fact) {
            change(fact.getMerchantId(), beat -> beat.add(fact));
        }
    }

    private synchronized void change(String merchantId, Consumer<Beat> change) {
        told(merchantId).forEach(scope -> scope.change(change));
    }

    /** The scopes, of those that there are, in which it is told what happens at a merchant. */
    private List<Scope> told(String merchantId) {
        return Stream.of(EVERYBODY, merchantId)
                .map(scopes::get)
                .filter(Objects::nonNull)
                .toList();
    }

    private void beat() {
        try {
            long nowMs = System.currentTimeMillis();
            scopes.values().forEach(scope -> scope.beat(nowMs, Live::json));
            listenings.removeIf(each -> {
                boolean stuck = each.dropIfStuck();
                dropped.addAndGet(stuck ? 1 : 0);
                return stuck;
            });
            Scope all = scopes.get(EVERYBODY);
            if (all != null && beats++ % PROOF_EVERY_BEATS == 0) {
                byte[] told = proof.get();
                if (told != null) {
                    all.put("proof", told);
                }
            }
            List<String> again = changed.get();
            if (all != null && !again.isEmpty()) {
                all.put("changed", LiveJson.changed(again));
            }
            rest();
        } catch (RuntimeException e) {
            LOG.warn("a beat of the live stream is missed", e);
        }
    }

    private static byte[] json(long nowMs, Beat beat, List<Long> latency) {
        List<LiveJson.Flow> flows = beat.currencies().entrySet().stream()
                .map(each -> each.getValue().flow(each.getKey()))
                .toList();
        return LiveJson.beat(
                nowMs,
                flows,
                beat.channels(),
                latency,
                new LiveJson.Changed(beat.payments(), beat.refunds(), beat.settlements(), beat.withdrawals()));
    }

    /** Scopes to which nobody listens are forgotten, and the log is read no more once nobody listens at all. */
    private synchronized void rest() {
        scopes.values().removeIf(scope -> scope.isIdle(KEPT_IDLE.toNanos()));
        AutoCloseable now = reading;
        if (now != null && listening == 0 && System.nanoTime() - idleSinceNs > KEPT_IDLE.toNanos()) {
            reading = null;
            scopes.clear();
            close(now);
        }
    }

    private static void close(AutoCloseable reading) {
        try {
            reading.close();
        } catch (Exception e) {
            LOG.warn("the end of the log is read on", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            closed = true;
            scopes.values().forEach(Scope::close);
            AutoCloseable now = reading;
            reading = null;
            if (now != null) {
                close(now);
            }
        }
    }
}
