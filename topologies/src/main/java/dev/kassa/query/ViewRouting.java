package dev.kassa.query;

import dev.kassa.avro.ViewInstance;
import dev.kassa.avro.ViewRoutes;
import dev.kassa.view.ViewStores;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;

/** What an instance of the views knows of all of them, from the group that they form. */
public final class ViewRouting {
    private ViewRouting() {}

    /** As this instance of an application knows them from its group. */
    public static ViewRoutes known(KafkaStreams views) {
        return new ViewRoutes(views.metadataForAllStreamsClients().stream()
                .map(ViewRouting::instance)
                .toList());
    }

    /** How many records each copy of this instance is behind what was logged, by partition. Asks Kafka. */
    public static Map<Integer, Long> lags(KafkaStreams views) {
        Map<Integer, Long> lags = new HashMap<>();
        views.allLocalStorePartitionLags()
                .getOrDefault(ViewStores.FACTS, Map.of())
                .forEach((partition, lag) -> lags.put(partition, lag.offsetLag()));
        return lags;
    }

    private static ViewInstance instance(StreamsMetadata instance) {
        return new ViewInstance(
                instance.host(),
                instance.port(),
                partitions(instance.topicPartitions()),
                partitions(instance.standbyTopicPartitions()));
    }

    private static List<Integer> partitions(Set<TopicPartition> partitions) {
        Set<Integer> numbers = new TreeSet<>();
        partitions.forEach(partition -> numbers.add(partition.partition()));
        return List.copyOf(numbers);
    }
}
