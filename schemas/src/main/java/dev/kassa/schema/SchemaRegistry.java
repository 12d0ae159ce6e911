package dev.kassa.schema;

import org.apache.avro.Schema;

/**
 * The part of a schema registry that reading and writing records needs. Thread-safe; answers are cached, as a schema of
 * an id never changes.
 */
public interface SchemaRegistry {
    /**
     * The id of a schema under a subject, registering it where it is new.
     *
     * @throws SchemaRegistryException where the registry refuses it as incompatible, or cannot be reached
     */
    int register(String subject, Schema schema);

    /**
     * The schema of an id.
     *
     * @throws SchemaRegistryException where there is none, or the registry cannot be reached
     */
    Schema schema(int id);
}
