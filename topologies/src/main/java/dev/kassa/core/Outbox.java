package dev.kassa.core;

import dev.kassa.schema.Topic;

/** Where what the core writes goes, in the transaction of the command that it answers. */
public interface Outbox {
    void send(Topic<?> topic, String merchantId, byte[] value);
}
