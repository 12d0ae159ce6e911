package dev.kassa.bench.run;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What the applications have not read yet of the log. */
final class Backlog {
    /** Markers of transactions, and what came in since the last commit. */
    private static final long NEARLY_NOTHING = 2_000;

    private static final Duration LOOK = Duration.ofMillis(500);

    private Backlog() {}

    /**
     * Waits until every group of consumers has read what there is, so that what is measured next shares the machine with nobody
     * who is only catching up.
     *
     * @throws IllegalStateException where it does not come to that in time
     */
    static void awaitRead(String bootstrapServers, Duration atMost) throws InterruptedException, ExecutionException {
        long giveUpAt = System.nanoTime() + atMost.toNanos();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            long unread = unread(admin);
            while (unread > NEARLY_NOTHING) {
                if (System.nanoTime() > giveUpAt) {
                    throw new IllegalStateException(unread + " records are still unread");
                }
                Thread.sleep(LOOK);
                unread = unread(admin);
            }
        }
    }

    private static long unread(Admin admin) throws InterruptedException, ExecutionException {
        long unread = 0;
        List<String> groups = admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .toList();
        for (String group : groups) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            read.keySet().forEach(each -> ends.put(each, OffsetSpec.latest()));
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> end = admin.listOffsets(
                            ends, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            for (Map.Entry<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> each : end.entrySet()) {
                OffsetAndMetadata upTo = read.get(each.getKey());
                if (upTo != null) {
                    unread += Math.max(0, each.getValue().offset() - upTo.offset());
                }
            }
        }
        return unread;
    }
}
