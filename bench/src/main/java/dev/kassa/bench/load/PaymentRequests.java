package dev.kassa.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Payments of new orders, spread evenly and at random over merchants. Not thread-safe. */
public final class PaymentRequests implements Supplier<byte[]> {
    private final String host;
    private final List<String> keys;
    private final String tag;
    private final SplittableRandom random;
    private long count;

    /**
     * @param host for the Host header
     * @param keys API keys, one per merchant
     * @param tag makes the order numbers of this run unlike those of others
     */
    public PaymentRequests(String host, List<String> keys, String tag, long seed) {
        this.host = host;
        this.keys = List.copyOf(keys);
        this.tag = tag;
        this.random = new SplittableRandom(seed);
    }

    /** How many were made. */
    public long count() {
        return count;
    }

    @Override
    public byte[] get() {
        String orderNo = tag + "-" + count++;
        String body = "{\"order_no\":\"" + orderNo + "\",\"amount\":" + random.nextLong(500, 50_000)
                + ",\"currency\":\"GBP\"}";
        String request = "POST /v1/payments HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: Bearer "
                + keys.get(random.nextInt(keys.size()))
                + "\r\nContent-Type: application/json\r\nIdempotency-Key: " + orderNo + "\r\nContent-Length: "
                + body.length() + "\r\n\r\n" + body;
        return request.getBytes(UTF_8);
    }
}
