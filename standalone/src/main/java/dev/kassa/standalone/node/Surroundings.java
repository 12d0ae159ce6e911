package dev.kassa.standalone.node;

import dev.kassa.schema.Codecs;

/**
 * What every application needs to know of the installation that it is part of.
 *
 * @param bootstrapServers Kafka's address
 * @param codecs over the registry that the whole installation uses
 * @param partitions of every topic of the catalogue
 * @param replicationFactor of topics that an application creates for itself
 * @param instance tells the processes of one application apart; the same after a restart
 */
public record Surroundings(
        String bootstrapServers, Codecs codecs, int partitions, short replicationFactor, String instance) {

    /** All in one process, on one broker. */
    static Surroundings embedded(String bootstrapServers, Codecs codecs, int partitions) {
        return new Surroundings(bootstrapServers, codecs, partitions, (short) 1, "1");
    }
}
