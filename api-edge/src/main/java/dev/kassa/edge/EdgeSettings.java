package dev.kassa.edge;

import dev.kassa.edge.access.KeyHash;
import dev.kassa.edge.access.Rate;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an edge is set up.
 *
 * @param bootstrapServers Kafka's brokers
 * @param host the address to listen on
 * @param port the port to listen on; 0 for any that is free
 * @param keyHash what is kept instead of keys; the same on every edge of an installation
 * @param operatorKeyHash what {@code keyHash} makes of the operator's key
 * @param limits what is bounded, and where
 * @param clientProperties further properties of Kafka's clients; they win over the edge's own
 * @param geoip the GeoIP database in MaxMind's format; null: there is none
 * @param tls how it speaks TLS; null: it speaks plain HTTP, which is for loopback only
 */
public record EdgeSettings(
        String bootstrapServers,
        String host,
        int port,
        KeyHash keyHash,
        byte[] operatorKeyHash,
        Limits limits,
        Map<String, String> clientProperties,
        @Nullable Path geoip,
        @Nullable EdgeTls tls) {
    public EdgeSettings {
        operatorKeyHash = operatorKeyHash.clone();
        clientProperties = Map.copyOf(clientProperties);
    }

    /** The usual limits, no further properties, no GeoIP database, and no TLS. */
    public static EdgeSettings of(String bootstrapServers, String host, int port, KeyHash keyHash, String operatorKey) {
        return new EdgeSettings(
                bootstrapServers, host, port, keyHash, keyHash.of(operatorKey), Limits.usual(), Map.of(), null, null);
    }

    /** The same with other limits. */
    public EdgeSettings withLimits(Limits other) {
        return new EdgeSettings(
                bootstrapServers, host, port, keyHash, operatorKeyHash, other, clientProperties, geoip, tls);
    }

    /** The same with other properties of Kafka's clients. */
    public EdgeSettings withClientProperties(Map<String, String> other) {
        return new EdgeSettings(bootstrapServers, host, port, keyHash, operatorKeyHash, limits, other, geoip, tls);
    }

    /** The same with a GeoIP database. */
    public EdgeSettings withGeoip(@Nullable Path file) {
        return new EdgeSettings(
                bootstrapServers, host, port, keyHash, operatorKeyHash, limits, clientProperties, file, tls);
    }

    /** The same over TLS; null: in plain HTTP. */
    public EdgeSettings withTls(@Nullable EdgeTls other) {
        return new EdgeSettings(
                bootstrapServers, host, port, keyHash, operatorKeyHash, limits, clientProperties, geoip, other);
    }

    @Override
    public byte[] operatorKeyHash() {
        return operatorKeyHash.clone();
    }

    /**
     * What is bounded, and where.
     *
     * @param inFlightMax requests under way at once; the next is told rate_limited
     * @param connectionsMax connections open at once; the next waits to be accepted
     * @param bodyBytesMax of a request
     * @param patience how long a write waits for its outcome when the caller does not say
     * @param idle after which a silent connection is closed
     * @param stop how long requests under way may take when the edge is closed
     * @param perKey requests of one key that names no rate of its own
     * @param perAddress requests from one address that show no valid key
     */
    public record Limits(
            int inFlightMax,
            int connectionsMax,
            int bodyBytesMax,
            Duration patience,
            Duration idle,
            Duration stop,
            Rate perKey,
            Rate perAddress) {
        public static Limits usual() {
            return new Limits(
                    4096,
                    16_384,
                    64 * 1024,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(75),
                    Duration.ofSeconds(8),
                    new Rate(20_000, 40_000),
                    new Rate(100, 1_000));
        }

        /** The same with another number of requests under way. */
        public Limits withInFlightMax(int max) {
            return new Limits(max, connectionsMax, bodyBytesMax, patience, idle, stop, perKey, perAddress);
        }

        /** The same with another patience. */
        public Limits withPatience(Duration other) {
            return new Limits(inFlightMax, connectionsMax, bodyBytesMax, other, idle, stop, perKey, perAddress);
        }

        /** The same with another time after which a silent connection is closed. */
        public Limits withIdle(Duration other) {
            return new Limits(inFlightMax, connectionsMax, bodyBytesMax, patience, other, stop, perKey, perAddress);
        }

        /** The same with other rates. */
        public Limits withRates(Rate key, Rate address) {
            return new Limits(inFlightMax, connectionsMax, bodyBytesMax, patience, idle, stop, key, address);
        }
    }
}
