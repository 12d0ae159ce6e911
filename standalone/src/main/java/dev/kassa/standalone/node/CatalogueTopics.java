package dev.kassa.standalone.node;

import dev.kassa.schema.TopicLeaders;
import dev.kassa.schema.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of the catalogue where they are not there. */
public final class CatalogueTopics {
    private static final long ANSWER_SECONDS_MAX = 30;

    private CatalogueTopics() {}

    /** @throws StartException where one is there with another number of partitions, or Kafka does not answer */
    public static void create(String bootstrapServers, int partitions, short replicationFactor) {
        create(bootstrapServers, partitions, replicationFactor, Map.of());
    }

    /** The same with further properties of the client. */
    public static void create(
            String bootstrapServers, int partitions, short replicationFactor, Map<String, String> clientProperties) {
        Map<String, Object> config = new HashMap<>(clientProperties);
        config.put("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(config)) {
            Set<String> there = admin.listTopics().names().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            List<NewTopic> wanted = Topics.toCreate(partitions, replicationFactor);
            List<NewTopic> missing = wanted.stream()
                    .filter(topic -> !there.contains(topic.name()))
                    .toList();
            if (!missing.isEmpty()) {
                createMissing(admin, missing);
                TopicLeaders.await(admin, missing.stream().map(NewTopic::name).toList());
            }
            List<NewTopic> found = wanted.stream()
                    .filter(topic -> there.contains(topic.name()))
                    .toList();
            checkPartitions(admin, found);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while the topics were created", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("the topics could not be created: " + e.getMessage(), e);
        }
    }

    private static void checkPartitions(Admin admin, List<NewTopic> found)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, TopicDescription> described = admin.describeTopics(
                        found.stream().map(NewTopic::name).toList())
                .allTopicNames()
                .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        for (NewTopic topic : found) {
            int partitions = Objects.requireNonNull(described.get(topic.name()))
                    .partitions()
                    .size();
            if (partitions != topic.numPartitions()) {
                throw new StartException("Expected the topic %s to have %d partitions, but it has %d"
                        .formatted(topic.name(), topic.numPartitions(), partitions));
            }
        }
    }

    private static void createMissing(Admin admin, List<NewTopic> missing)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            admin.createTopics(missing).all().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Another process that starts at the same time was quicker.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }
}
