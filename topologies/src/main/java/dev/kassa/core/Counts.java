package dev.kassa.core;

import dev.kassa.avro.CountedState;
import dev.kassa.payment.Customer;
import dev.kassa.schema.AvroCodec;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * How often each address, device, customer and merchant paid within a sliding window. What is counted are the partition's
 * payments of the window, no more than the last 50,000: all of them in memory, so that no look-up reads the store, and one
 * row each in the store, for the next start. Rows go round in a ring, so that a payment which leaves the window costs the
 * store nothing: where the window begins is kept by the partition's head. Not thread-safe.
 */
final class Counts {
    /** How many payments are counted at the most. */
    static final int KEPT_MAX = 50_000;

    /** Rows in the store, more than are kept. */
    private static final int SLOTS = 1 << 16;

    private static final Bytes FIRST = key(0);
    private static final Bytes AFTER_LAST = key(Long.MAX_VALUE);

    private final KeyValues store;
    private final AvroCodec<CountedState> codec;
    private final Head head;
    private final Deque<Counted> kept = new ArrayDeque<>();
    private final Map<Name, Counter> counters = new HashMap<>();
    private long next;

    private enum Kind {
        IP,
        DEVICE,
        CUSTOMER,
        MERCHANT
    }

    /** What is counted, at one merchant. */
    private record Name(Kind kind, String merchantId, String value) {}

    /** How many of the kept payments have a name. */
    private static final class Counter {
        private final Name name;
        private int payments;

        Counter(Name name) {
            this.name = name;
        }
    }

    /** A payment with the counters that it is in, so that it leaves them without a look-up. */
    private record Counted(
            long number,
            long atMs,
            @Nullable Counter ip,
            @Nullable Counter device,
            @Nullable Counter customer,
            Counter merchant) {}

    /** How often, the payment that was just counted included; 0 where there is nothing to count by. */
    record Frequencies(int perIp, int perDevice, int perCustomer, int perMerchant) {}

    Counts(KeyValues store, AvroCodec<CountedState> codec, Head head) {
        this.store = store;
        this.codec = codec;
        this.head = head;
        for (CountedState payment : kept()) {
            add(payment);
        }
        next = kept.isEmpty() ? head.countedFrom() : kept.getLast().number + 1;
    }

    private List<CountedState> kept() {
        List<CountedState> found = new ArrayList<>();
        for (KeyValues.Entry entry : store.scan(FIRST, AFTER_LAST, Integer.MAX_VALUE)) {
            long at = ByteBuffer.wrap(entry.key().get()).getLong();
            CountedState payment = codec.decode(entry.value());
            if (payment.getNumber() < 0) {
                // Written before there was a ring: its number is its key.
                payment.setNumber(at);
            }
            if (payment.getNumber() >= head.countedFrom()) {
                found.add(payment);
            } else if (at >= SLOTS) {
                store.delete(entry.key());
            }
        }
        found.sort(Comparator.comparingLong(CountedState::getNumber));
        return found;
    }

    /** Counts a payment. */
    Frequencies with(String merchantId, Customer customer, long nowMs, long windowMs) {
        forget(nowMs, windowMs);
        CountedState payment =
                new CountedState(nowMs, merchantId, customer.ip(), customer.device(), customer.id(), next++);
        store.put(key(payment.getNumber() % SLOTS), codec.encode(payment));
        Counted counted = add(payment);
        if (kept.size() > KEPT_MAX) {
            drop();
        }
        return new Frequencies(
                payments(counted.ip), payments(counted.device), payments(counted.customer), payments(counted.merchant));
    }

    /** Lets go of what is not in the window any more. */
    void forget(long nowMs, long windowMs) {
        while (!kept.isEmpty() && kept.getFirst().atMs <= nowMs - windowMs) {
            drop();
        }
    }

    private static int payments(@Nullable Counter counter) {
        return counter == null ? 0 : counter.payments;
    }

    private Counted add(CountedState payment) {
        String merchantId = payment.getMerchantId();
        Counted counted = new Counted(
                payment.getNumber(),
                payment.getAtMs(),
                raised(Kind.IP, merchantId, payment.getIp()),
                raised(Kind.DEVICE, merchantId, payment.getDevice()),
                raised(Kind.CUSTOMER, merchantId, payment.getCustomer()),
                raised(new Name(Kind.MERCHANT, merchantId, "")));
        kept.addLast(counted);
        return counted;
    }

    private @Nullable Counter raised(Kind kind, String merchantId, @Nullable String value) {
        return value == null ? null : raised(new Name(kind, merchantId, value));
    }

    private Counter raised(Name name) {
        Counter counter = counters.computeIfAbsent(name, Counter::new);
        counter.payments++;
        return counter;
    }

    private void drop() {
        Counted eldest = kept.removeFirst();
        head.countedFrom(eldest.number + 1);
        lower(eldest.ip);
        lower(eldest.device);
        lower(eldest.customer);
        lower(eldest.merchant);
    }

    private void lower(@Nullable Counter counter) {
        if (counter != null && --counter.payments == 0) {
            counters.remove(counter.name);
        }
    }

    private static Bytes key(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
