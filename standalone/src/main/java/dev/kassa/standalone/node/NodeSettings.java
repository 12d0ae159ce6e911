package dev.kassa.standalone.node;

import dev.kassa.edge.EdgeTls;
import dev.kassa.standalone.broker.FreePorts;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a node listen, all on 127.0.0.1. Each port but the edge's is taken only if it is free; else another
 * one is.
 *
 * @param edgePort must be free
 * @param geoip the GeoIP database that the edge asks; null: none
 * @param archiveAfter rows that were changed last so long ago are archived
 * @param tls of the edge; null: plain HTTP. What the parts say to one another stays within the process and its loopback.
 */
public record NodeSettings(
        int edgePort,
        int kafkaPort,
        int controllerPort,
        int registryPort,
        int simulatorPort,
        int bankPort,
        @Nullable Path geoip,
        Duration archiveAfter,
        @Nullable EdgeTls tls) {
    /** As a person expects it. */
    public static final Duration ARCHIVE_AFTER = Duration.ofDays(90);

    /** The ports that a person expects. */
    public static NodeSettings at(int edgePort) {
        return new NodeSettings(edgePort, 9092, 9093, 9081, 9095, 9096, null, ARCHIVE_AFTER, null);
    }

    /** Any ports: several nodes can run side by side. */
    public static NodeSettings anywhere() {
        return new NodeSettings(FreePorts.any(), 0, 0, 0, 0, 0, null, ARCHIVE_AFTER, null);
    }

    /** The same with a GeoIP database. */
    public NodeSettings withGeoip(@Nullable Path file) {
        return new NodeSettings(
                edgePort, kafkaPort, controllerPort, registryPort, simulatorPort, bankPort, file, archiveAfter, tls);
    }

    /** The same with another age from which on rows are archived. */
    public NodeSettings withArchiveAfter(Duration age) {
        return new NodeSettings(
                edgePort, kafkaPort, controllerPort, registryPort, simulatorPort, bankPort, geoip, age, tls);
    }

    /** The same with the edge over TLS; null: in plain HTTP. */
    public NodeSettings withTls(@Nullable EdgeTls other) {
        return new NodeSettings(
                edgePort, kafkaPort, controllerPort, registryPort, simulatorPort, bankPort, geoip, archiveAfter, other);
    }
}
