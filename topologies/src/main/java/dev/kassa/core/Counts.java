package dev.kassa.core;

import dev.kassa.avro.CountedState;
import dev.kassa.payment.Customer;
import dev.kassa.schema.AvroCodec;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * How often each address, device, customer and merchant paid within a sliding window. What is counted are the partition's
 * payments of the window, no more than the last 50,000: all of them in memory, so that no look-up reads the store, and one
 * row each in the store, for the next start. Not thread-safe.
 */
final class Counts {
    /** How many payments are counted at the most. */
    static final int KEPT_MAX = 50_000;

    private static final Bytes FIRST = key(0);
    private static final Bytes AFTER_LAST = key(Long.MAX_VALUE);

    private final KeyValues store;
    private final AvroCodec<CountedState> codec;
    private final Deque<Counted> kept = new ArrayDeque<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private long next;

    private record Counted(long number, CountedState payment) {}

    /** How often, the payment that was just counted included; 0 where there is nothing to count by. */
    record Frequencies(int perIp, int perDevice, int perCustomer, int perMerchant) {}

    Counts(KeyValues store, AvroCodec<CountedState> codec) {
        this.store = store;
        this.codec = codec;
        for (KeyValues.Entry entry : store.scan(FIRST, AFTER_LAST, Integer.MAX_VALUE)) {
            Counted counted = new Counted(ByteBuffer.wrap(entry.key().get()).getLong(), codec.decode(entry.value()));
            add(counted);
            next = counted.number + 1;
        }
    }

    /** Counts a payment. */
    Frequencies with(String merchantId, Customer customer, long nowMs, long windowMs) {
        forget(nowMs, windowMs);
        CountedState payment = new CountedState(nowMs, merchantId, customer.ip(), customer.device(), customer.id());
        Counted counted = new Counted(next++, payment);
        store.put(key(counted.number), codec.encode(payment));
        add(counted);
        if (kept.size() > KEPT_MAX) {
            drop();
        }
        return new Frequencies(
                count("ip", merchantId, customer.ip()),
                count("device", merchantId, customer.device()),
                count("customer", merchantId, customer.id()),
                count("merchant", merchantId, ""));
    }

    /** Lets go of what is not in the window any more. */
    void forget(long nowMs, long windowMs) {
        while (!kept.isEmpty() && kept.getFirst().payment.getAtMs() <= nowMs - windowMs) {
            drop();
        }
    }

    private int count(String kind, String merchantId, @Nullable String value) {
        return value == null ? 0 : counts.getOrDefault(name(kind, merchantId, value), 0);
    }

    private void add(Counted counted) {
        kept.addLast(counted);
        change(counted.payment, 1);
    }

    private void drop() {
        Counted eldest = kept.removeFirst();
        store.delete(key(eldest.number));
        change(eldest.payment, -1);
    }

    private void change(CountedState payment, int by) {
        change("ip", payment.getMerchantId(), payment.getIp(), by);
        change("device", payment.getMerchantId(), payment.getDevice(), by);
        change("customer", payment.getMerchantId(), payment.getCustomer(), by);
        change("merchant", payment.getMerchantId(), "", by);
    }

    private void change(String kind, String merchantId, @Nullable String value, int by) {
        if (value != null) {
            counts.merge(name(kind, merchantId, value), by, (known, more) -> known + more == 0 ? null : known + more);
        }
    }

    /** A merchant id holds no zero byte, so no two names are the same. */
    private static String name(String kind, String merchantId, String value) {
        return kind + '\0' + merchantId + '\0' + value;
    }

    private static Bytes key(long number) {
        return Bytes.wrap(ByteBuffer.allocate(Long.BYTES).putLong(number).array());
    }
}
