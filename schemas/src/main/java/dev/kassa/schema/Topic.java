package dev.kassa.schema;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * One topic of the catalogue.
 *
 * @param name the topic's name
 * @param key what the key is, in words; keys are UTF-8 text
 * @param valueType the class of the value, in the Confluent wire format under subject {@code <name>-value}
 * @param schema the schema of the value
 * @param retention how records leave the topic
 * @param timestamps who sets the record's time
 * @param owner the application that writes it
 * @param sentence what it is for
 * @param spread over how many partitions it is laid
 */
public record Topic<T extends SpecificRecordBase>(
        String name,
        String key,
        Class<T> valueType,
        Schema schema,
        Retention retention,
        Timestamps timestamps,
        String owner,
        String sentence,
        Spread spread) {

    /** A topic that is partitioned by merchant, as nearly all are. */
    public Topic(
            String name,
            String key,
            Class<T> valueType,
            Schema schema,
            Retention retention,
            Timestamps timestamps,
            String owner,
            String sentence) {
        this(name, key, valueType, schema, retention, timestamps, owner, sentence, Spread.MERCHANT);
    }

    /** Over how many partitions a topic is laid. */
    public enum Spread {
        /** As many as every topic of the installation has, so that everything of a merchant is on one number. */
        MERCHANT,
        /** One, because its records have one order among all. */
        ONE
    }

    /** How records leave a topic: never, after a time (at most twice that), or when a newer one of their key is there. */
    public sealed interface Retention {
        record Forever() implements Retention {}

        record For(Duration duration) implements Retention {}

        record Compacted() implements Retention {}
    }

    /** Who sets a record's time. What others write to is always stamped by the broker, so that no caller can bend time. */
    public enum Timestamps {
        BROKER("LogAppendTime"),
        WRITER("CreateTime");

        private final String kafkaName;

        Timestamps(String kafkaName) {
            this.kafkaName = kafkaName;
        }
    }

    /** The schema registry's subject of the value. */
    public String subject() {
        return name + "-value";
    }

    /** How many partitions it has in an installation whose topics have so many. */
    public int partitions(int ofTheInstallation) {
        return switch (spread) {
            case MERCHANT -> ofTheInstallation;
            case ONE -> 1;
        };
    }

    /** The topic's configuration, as Kafka names it. */
    public Map<String, String> config() {
        Map<String, String> config = new TreeMap<>();
        config.put("message.timestamp.type", timestamps.kafkaName);
        switch (retention) {
            case Retention.Forever() -> config.put("retention.ms", "-1");
            case Retention.For(Duration duration) -> {
                config.put("retention.ms", Long.toString(duration.toMillis()));
                // Kafka lets go of whole segments only, and one is a week long unless told.
                config.put("segment.ms", Long.toString(duration.toMillis()));
            }
            case Retention.Compacted() -> config.put("cleanup.policy", "compact");
        }
        return config;
    }
}
