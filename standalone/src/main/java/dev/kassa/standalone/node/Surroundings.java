package dev.kassa.standalone.node;

import dev.kassa.schema.Codecs;
import dev.kassa.stream.Spread;
import java.util.Map;

/**
 * What every application needs to know of the installation that it is part of.
 *
 * @param bootstrapServers Kafka's address
 * @param codecs over the registry that the whole installation uses
 * @param partitions of every topic of the catalogue
 * @param replicationFactor of topics that an application creates for itself
 * @param instance tells the processes of one application apart; the same after a restart
 * @param spread how each application is spread over its processes
 * @param clientProperties laid over every Kafka client: how to speak to the brokers safely
 */
public record Surroundings(
        String bootstrapServers,
        Codecs codecs,
        int partitions,
        short replicationFactor,
        String instance,
        Spread spread,
        Map<String, String> clientProperties) {
    public Surroundings {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** One process of each application. */
    public Surroundings(
            String bootstrapServers,
            Codecs codecs,
            int partitions,
            short replicationFactor,
            String instance,
            Map<String, String> clientProperties) {
        this(bootstrapServers, codecs, partitions, replicationFactor, instance, Spread.ALONE, clientProperties);
    }

    /** The same without others of its application to share the work with. */
    Surroundings alone() {
        Spread alone = new Spread(spread.threads(), 0, spread.rack(), false);
        return new Surroundings(
                bootstrapServers, codecs, partitions, replicationFactor, instance, alone, clientProperties);
    }

    /** All in one process, on one broker. */
    static Surroundings embedded(String bootstrapServers, Codecs codecs, int partitions) {
        return new Surroundings(bootstrapServers, codecs, partitions, (short) 1, "1", Map.of());
    }
}
