package dev.kassa.velocity;

import dev.kassa.avro.Customer;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partition of facts of payments, and what is to be seen in them: new ones and changes, with and without a customer, and poison. */
final class SampleFacts {
    private static final long START_MS = 1_772_366_400_000L;

    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());
    private final List<String> sightings = new ArrayList<>();
    private final Random random;
    private int unreadable;

    SampleFacts(Random random) {
        this.random = random;
    }

    /** By offset; some offsets are taken by markers of transactions. */
    TreeMap<Long, byte[]> log(int facts) {
        TreeMap<Long, byte[]> log = new TreeMap<>();
        long offset = random.nextInt(1_000);
        for (int i = 0; i < facts; i++) {
            offset += random.nextInt(20) == 0 ? 1 + random.nextInt(3) : 1;
            if (random.nextInt(50) == 0) {
                unreadable++;
                log.put(offset, new byte[] {1, 2, 3});
            } else {
                log.put(offset, codecs.of(Topics.PAYMENTS).encode(fact(i)));
            }
        }
        return log;
    }

    /** Attribute, merchant and time of each payment that is new, in order. */
    List<String> sightings() {
        return sightings;
    }

    int unreadable() {
        return unreadable;
    }

    private PaymentFact fact(int number) {
        long atMs = START_MS + number;
        boolean isNew = random.nextInt(3) > 0;
        String merchantId = "shop-" + random.nextInt(5);
        String ip = random.nextInt(5) == 0 ? null : "192.0.2." + random.nextInt(50);
        String device = random.nextInt(5) == 0 ? "" : "d-" + random.nextInt(50);
        Customer customer = random.nextInt(5) == 0 ? null : new Customer("c", null, ip, device, null);
        if (isNew && customer != null) {
            expect("ip", ip, merchantId, atMs);
            expect("device", device, merchantId, atMs);
        }
        return PaymentFact.newBuilder()
                .setId(Ids.of(Ids.PAYMENT, atMs, 3, isNew ? number : number - 1L))
                .setMerchantId(merchantId)
                .setOrderNo("o-" + number)
                .setAmount(10_00)
                .setCurrency("EUR")
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(isNew ? PaymentStatusCode.CREATED : PaymentStatusCode.PROCESSING)
                .setChannel("simulator")
                .setRisk(RiskFact.newBuilder().build())
                .setCustomer(customer)
                .setOccurredAtMs(atMs)
                .setCreatedAtMs(atMs)
                .setUpdatedAtMs(atMs)
                .setPartition(3)
                .setSequence(number)
                .setCommandOffset(number)
                .build();
    }

    private void expect(String kind, @Nullable String value, String merchantId, long atMs) {
        if (value != null && !value.isEmpty()) {
            sightings.add(kind + ":" + value + " " + merchantId + " " + atMs);
        }
    }
}
