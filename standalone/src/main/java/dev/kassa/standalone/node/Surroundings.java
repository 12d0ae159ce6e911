package dev.kassa.standalone.node;

import dev.kassa.schema.Codecs;

/**
 * What every application needs to know of the installation that it is part of.
 *
 * @param bootstrapServers Kafka's address
 * @param codecs over the registry that the whole installation uses
 * @param partitions of every topic of the catalogue
 * @param replicationFactor of topics that an application creates for itself
 */
public record Surroundings(String bootstrapServers, Codecs codecs, int partitions, short replicationFactor) {}
