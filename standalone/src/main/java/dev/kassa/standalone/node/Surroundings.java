package dev.kassa.standalone.node;

import dev.kassa.schema.Codecs;
import java.util.Map;

/**
 * What every application needs to know of the installation that it is part of.
 *
 * @param bootstrapServers Kafka's address
 * @param codecs over the registry that the whole installation uses
 * @param partitions of every topic of the catalogue
 * @param replicationFactor of topics that an application creates for itself
 * @param instance tells the processes of one application apart; the same after a restart
 * @param clientProperties laid over every Kafka client: how to speak to the brokers safely
 */
public record Surroundings(
        String bootstrapServers,
        Codecs codecs,
        int partitions,
        short replicationFactor,
        String instance,
        Map<String, String> clientProperties) {
    public Surroundings {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** All in one process, on one broker. */
    static Surroundings embedded(String bootstrapServers, Codecs codecs, int partitions) {
        return new Surroundings(bootstrapServers, codecs, partitions, (short) 1, "1", Map.of());
    }
}
