package dev.kassa.standalone.settings;

import dev.kassa.standalone.node.SafeStart;
import dev.kassa.standalone.node.StartException;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Which properties of Kafka's clients a file of settings may set, as {@code kafka.NAME}. */
final class KafkaProperties {
    static final String PREFIX = "kafka.";

    /** What the order of payments, exactly-once and the places of the processes rest on. */
    private static final Set<String> OURS = Set.of(
            "acks",
            "auto.offset.reset",
            "client.id",
            "client.rack",
            "enable.auto.commit",
            "enable.idempotence",
            "group.id",
            "group.instance.id",
            "group.protocol",
            "isolation.level",
            "key.deserializer",
            "key.serializer",
            "max.in.flight.requests.per.connection",
            "partition.assignment.strategy",
            "partitioner.class",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private KafkaProperties() {}

    /** The names that Kafka's clients know and Kassa does not keep to itself. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(ProducerConfig.configNames());
        names.addAll(ConsumerConfig.configNames());
        names.addAll(AdminClientConfig.configNames());
        names.removeAll(OURS);
        return names;
    }

    /** @throws StartException where it may not stand in a file of settings */
    static void check(String name) {
        if (OURS.contains(name)) {
            throw new StartException(
                    "%s%s is not for changing: Kassa's guarantees rest on it.".formatted(PREFIX, name));
        }
        if (SafeStart.isSecret(name)) {
            throw new StartException("%s%s is a secret: put it into a file of mode 0600 and name that with %s."
                    .formatted(PREFIX, name, Setting.KAFKA_CONFIG.key()));
        }
    }
}
