package dev.kassa.core;

import dev.kassa.schema.Topic;

/** Where what the core writes goes, in the transaction of the command that it answers. */
public interface Outbox {
    void send(Topic<?> topic, String key, byte[] value);

    /** A command that the core itself gives to another partition. */
    void command(int partition, byte[] command);
}
