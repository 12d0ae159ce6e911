package dev.kassa.channel.runner;

import dev.kassa.schema.Topic;
import java.util.List;

/** A topic of calls that are to be made, and how its records are read. Thread-safe. */
public interface Errands {
    Topic<?> topic();

    /** Every result that there is, in lower case. */
    List<String> results();

    /** @throws org.apache.kafka.common.errors.SerializationException where it cannot be read */
    Errand read(byte[] value);
}
