package dev.kassa.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Waits until every partition of some topics answers.
 *
 * <p>A new idempotent producer that writes to a partition while its leader is only just starting can wedge itself (seen
 * with 4.3.1): its first batch is refused as not led here, its second is taken as the first that the broker sees of this
 * producer, and then the first is out of order however often it is sent.
 */
public final class TopicLeaders {
    private static final long WAIT_SECONDS_MAX = 30;
    private static final long RETRY_MS = 50;

    private TopicLeaders() {}

    /** Throws {@link KafkaException} where a topic is not there, or not led within 30 s. */
    public static void await(Admin admin, List<String> topics) {
        long giveUpAt = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        try {
            while (true) {
                try {
                    ask(admin, topics);
                    return;
                } catch (ExecutionException e) {
                    // A topic that was made a moment ago is not known to every part of the broker at once.
                    if (!(e.getCause() instanceof RetriableException) || System.nanoTime() > giveUpAt) {
                        throw e;
                    }
                    Thread.sleep(RETRY_MS);
                }
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("not every partition of " + topics + " is led", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static void ask(Admin admin, List<String> topics)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        admin.describeTopics(topics)
                .allTopicNames()
                .get(WAIT_SECONDS_MAX, TimeUnit.SECONDS)
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(p -> partitions.put(new TopicPartition(topic, p.partition()), OffsetSpec.latest())));
        admin.listOffsets(partitions).all().get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
    }
}
