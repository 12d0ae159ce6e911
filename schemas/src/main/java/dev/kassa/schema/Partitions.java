package dev.kassa.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/** Where a merchant lives. */
public final class Partitions {
    private Partitions() {}

    /** The partition of a merchant, as Kafka's default partitioner places its key. */
    public static int of(String merchantId, int partitions) {
        return Utils.toPositive(Utils.murmur2(merchantId.getBytes(UTF_8))) % partitions;
    }
}
