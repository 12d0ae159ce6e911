package dev.kassa.schema;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application of the house, as Kafka sees it.
 *
 * @param name also the prefix of whatever it makes for itself: changelogs, transactions
 * @param process the process that it runs in, which has one principal
 * @param reads the topics that it reads
 * @param group the consumer group that it joins, of a streams application what the name begins with; null where it reads every partition by itself
 * @param streams whether it is a Kafka Streams application, with internal topics of its own
 * @param transactions whether it writes in transactions
 */
public record Application(
        String name,
        String process,
        List<Topic<?>> reads,
        @Nullable String group,
        boolean streams,
        boolean transactions) {
    private static final String EVERYBODY = "every application";

    public Application {
        reads = List.copyOf(reads);
    }

    /** The topics that it writes: those of which the catalogue names it as an owner. */
    public List<Topic<?>> writes() {
        return Topics.all().stream()
                .filter(topic ->
                        topic.owner().equals(EVERYBODY) || writersOf(topic).contains(name))
                .toList();
    }

    private static List<String> writersOf(Topic<?> topic) {
        return Arrays.asList(topic.owner().split(", ", -1));
    }
}
