package dev.kassa.view;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.schema.Codecs;
import dev.kassa.stream.DeadLetters;
import java.time.Duration;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Hands each fact of a task's partition to its {@link PartitionViews}; what cannot be read goes to the dead letters. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class FactProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /** A step of the archive takes some milliseconds, for which facts wait. */
    private static final Duration ARCHIVE_STEP = Duration.ofMillis(50);

    private static final Duration CLOCKS_APART_MAX = Duration.ofSeconds(30);

    private final ViewCodecs codecs;
    private final DeadLetters deadLetters;
    private final ViewProgress progress;
    private final ArchiveFiles archive;
    private ProcessorContext<byte[], byte[]> context;
    private ViewProgress.Partition partition;
    private PartitionViews views;
    private long certainlyNewFromMs;

    FactProcessor(Codecs codecs, ArchiveFiles archive, ViewProgress progress) {
        this.codecs = ViewCodecs.of(codecs);
        this.deadLetters = new DeadLetters(codecs);
        this.archive = archive;
        this.progress = progress;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        KeyValueStore<Bytes, byte[]> store = context.getStateStore(ViewStores.FACTS);
        partition = progress.of(context.taskId().partition());
        // What is there was put by an earlier life of the partition, perhaps on another machine with another clock.
        certainlyNewFromMs = store.get(ViewKeys.APPLIED) == null
                ? Long.MIN_VALUE
                : context.currentSystemTimeMs() + CLOCKS_APART_MAX.toMillis();
        views = new PartitionViews(store, codecs, archive, partition);
        context.schedule(ARCHIVE_STEP, PunctuationType.WALL_CLOCK_TIME, views::goOnWithArchive);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata from = context.recordMetadata().orElseThrow();
        try {
            views.apply(from.topic(), record.value(), record.timestamp() >= certainlyNewFromMs);
        } catch (SerializationException e) {
            context.forward(deadLetters.of(record, from, e));
        }
    }

    @Override
    public void close() {
        partition.close();
    }
}
