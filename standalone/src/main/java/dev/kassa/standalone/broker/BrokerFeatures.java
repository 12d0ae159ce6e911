package dev.kassa.standalone.broker;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;

/** What a broker must be able to do. */
final class BrokerFeatures {
    static final short TRANSACTION_VERSION = 2;
    private static final long READY_SECONDS_MAX = 30;

    private BrokerFeatures() {}

    /** Exactly-once rests on transactions of version 2, connectors on share groups: without them nothing may start. */
    static void require(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<String, FinalizedVersionRange> features = admin.describeFeatures()
                    .featureMetadata()
                    .get(READY_SECONDS_MAX, TimeUnit.SECONDS)
                    .finalizedFeatures();
            requireLevel(features, "transaction.version", TRANSACTION_VERSION);
            requireLevel(features, "share.version", (short) 1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the broker started", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the broker does not answer: " + e.getMessage(), e);
        }
    }

    private static void requireLevel(Map<String, FinalizedVersionRange> features, String name, short level) {
        FinalizedVersionRange range = features.get(name);
        if (range == null || range.maxVersionLevel() < level) {
            throw new IllegalStateException("Expected the broker to have %s %d, but it has %s"
                    .formatted(name, level, range == null ? "none" : range.maxVersionLevel()));
        }
    }
}
