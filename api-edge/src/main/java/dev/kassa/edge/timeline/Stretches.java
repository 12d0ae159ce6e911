package dev.kassa.edge.timeline;

import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.Command;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.edge.timeline.Timeline.Step;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Short stretches of one partition of the log, committed records only. Not thread-safe. */
final class Stretches implements AutoCloseable {
    /** How long after a moment the records that it caused are looked for. */
    static final long LENGTH_MS = 3_000;

    /** How long what a command causes takes to be appended, at most as a rule. */
    static final long SPREAD_MS = 1_500;

    private static final int RECORDS_MAX = 20_000;
    private static final int COMMANDS_MAX = 64;
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long WITHIN_NS = TimeUnit.SECONDS.toNanos(2);
    private static final List<Topic<? extends SpecificRecordBase>> FACTS =
            List.of(Topics.PAYMENTS, Topics.REFUNDS, Topics.JOURNAL, Topics.CHANNEL_COMMANDS);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codecs codecs;

    Stretches(Codecs codecs, Map<String, Object> given) {
        Map<String, Object> config = new HashMap<>(given);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 20);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
        this.codecs = codecs;
        consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * The facts and calls of a stretch that tell of an id.
     *
     * @return whether the stretch was read to its end, within bounds
     */
    boolean around(int partition, long momentMs, byte[] id, Consumer<Step> found) {
        Map<TopicPartition, Long> times = new HashMap<>();
        FACTS.forEach(topic -> times.put(new TopicPartition(topic.name(), partition), momentMs));
        consumer.assign(times.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(times.keySet());
        Set<TopicPartition> open = new HashSet<>();
        for (Map.Entry<TopicPartition, OffsetAndTimestamp> first :
                consumer.offsetsForTimes(times).entrySet()) {
            if (first.getValue() == null) {
                consumer.pause(List.of(first.getKey()));
            } else {
                consumer.seek(first.getKey(), first.getValue().offset());
                open.add(first.getKey());
            }
        }
        return read(open, ends, momentMs + LENGTH_MS, record -> {
            if (holds(record.value(), id)) {
                step(record, found);
            }
        });
    }

    private boolean read(
            Set<TopicPartition> open,
            Map<TopicPartition, Long> ends,
            long untilMs,
            Consumer<ConsumerRecord<byte[], byte[]>> each) {
        long deadlineNs = System.nanoTime() + WITHIN_NS;
        int looked = 0;
        while (!open.isEmpty()) {
            if (System.nanoTime() - deadlineNs > 0 || looked > RECORDS_MAX) {
                return false;
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                looked++;
                TopicPartition from = new TopicPartition(record.topic(), record.partition());
                if (record.timestamp() > untilMs) {
                    close(from, open);
                } else if (record.value() != null && open.contains(from)) {
                    each.accept(record);
                }
            }
            for (TopicPartition partition : List.copyOf(open)) {
                if (consumer.position(partition) >= ends.getOrDefault(partition, 0L)) {
                    close(partition, open);
                }
            }
        }
        return true;
    }

    private void close(TopicPartition partition, Set<TopicPartition> open) {
        if (open.remove(partition)) {
            consumer.pause(List.of(partition));
        }
    }

    /**
     * The commands at some offsets.
     *
     * @return whether all were read
     */
    boolean commands(int partition, SortedSet<Long> offsets, Consumer<Step> found) {
        TopicPartition commands = new TopicPartition(Topics.COMMANDS.name(), partition);
        consumer.assign(List.of(commands));
        long deadlineNs = System.nanoTime() + WITHIN_NS;
        int asked = 0;
        for (long offset : offsets) {
            if (asked++ == COMMANDS_MAX) {
                return false;
            }
            consumer.seek(commands, offset);
            boolean there = false;
            while (!there && System.nanoTime() - deadlineNs < 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (!there && record.value() != null) {
                        there = true;
                        step(record, found);
                    }
                }
            }
            if (!there) {
                return false;
            }
        }
        return true;
    }

    private void step(ConsumerRecord<byte[], byte[]> record, Consumer<Step> found) {
        try {
            Told told = told(decode(record));
            found.accept(new Step(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    record.timestamp(),
                    told.what,
                    told.about,
                    told.causedBy));
        } catch (SerializationException e) {
            // What nobody can read tells nobody anything; the dead letters have it.
        }
    }

    private SpecificRecordBase decode(ConsumerRecord<byte[], byte[]> record) {
        Topic<? extends SpecificRecordBase> topic = FACTS.stream()
                .filter(each -> each.name().equals(record.topic()))
                .<Topic<? extends SpecificRecordBase>>map(each -> each)
                .findFirst()
                .orElse(Topics.COMMANDS);
        return codecs.of(topic).decode(record.value());
    }

    private static Told told(SpecificRecordBase fact) {
        return switch (fact) {
            case Command command -> new Told(words(command.getBody().getClass().getSimpleName()), null, null);
            case PaymentFact payment -> new Told(word(payment.getStatus()), null, payment.getCommandOffset());
            case RefundFact refund -> new Told(word(refund.getStatus()), refund.getId(), refund.getCommandOffset());
            case EntryFact entry -> new Told(entry.getKind(), entry.getId(), entry.getCommandOffset());
            case ChannelCommand call ->
                new Told(
                        word(call.getMode()) + "_" + word(call.getOperation()),
                        call.getRefundId(),
                        call.getCommandOffset());
            default -> new Told(words(fact.getClass().getSimpleName()), null, null);
        };
    }

    private static String word(Enum<?> symbol) {
        return symbol.name().toLowerCase(Locale.ROOT);
    }

    /** {@code CreatePayment} as {@code create_payment}. */
    private static String words(String name) {
        return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private record Told(
            String what, @Nullable String about, @Nullable Long causedBy) {}

    static boolean holds(byte[] bytes, byte[] id) {
        for (int at = 0; bytes != null && at <= bytes.length - id.length; at++) {
            if (bytes[at] == id[0] && java.util.Arrays.equals(bytes, at, at + id.length, id, 0, id.length)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
