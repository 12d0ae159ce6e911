package dev.kassa.trend;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import dev.kassa.stream.CommitPace;
import dev.kassa.stream.DeadLetters;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Hands each fact of a task's partition to its {@link PartitionTrends}; what cannot be read goes to the dead letters. */
@SuppressWarnings("NullAway.Init") // Kafka Streams calls init before anything else
final class TrendProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    /**
     * Nobody waits for a trend as for an answer, and the longer a commit is put off, the more facts share the rows that it writes
     * and the fewer payments are under way at it.
     */
    private static final CommitPace.Rhythm RHYTHM = new CommitPace.Rhythm(Duration.ofMillis(250), 500);

    private final List<Slice> slices;
    private final TrendProgress progress;
    private final AvroCodec<PaymentFact> payments;
    private final AvroCodec<RefundFact> refunds;
    private final AvroCodec<EntryFact> entries;
    private final DeadLetters deadLetters;
    private ProcessorContext<byte[], byte[]> context;
    private TrendProgress.Partition partition;
    private PartitionTrends trends;
    private CommitPace pace;

    TrendProcessor(Codecs codecs, List<Slice> slices, TrendProgress progress) {
        this.slices = slices;
        this.progress = progress;
        payments = codecs.of(Topics.PAYMENTS);
        refunds = codecs.of(Topics.REFUNDS);
        entries = codecs.of(Topics.JOURNAL);
        deadLetters = new DeadLetters(codecs);
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        partition = progress.of(context.taskId().partition());
        trends = new PartitionTrends(context.getStateStore(TrendStores.CELLS), slices, partition);
        pace = new CommitPace(context, RHYTHM);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place = context.recordMetadata().orElseThrow();
        pace.worked();
        try {
            count(place.topic(), record.value() == null ? new byte[0] : record.value(), record.timestamp());
        } catch (SerializationException e) {
            context.forward(deadLetters.of(record, place, e));
        }
    }

    private void count(String topic, byte[] fact, long appendedMs) {
        if (topic.equals(Topics.PAYMENTS.name())) {
            trends.count(payments.decode(fact), appendedMs);
        } else if (topic.equals(Topics.REFUNDS.name())) {
            trends.count(refunds.decode(fact), appendedMs);
        } else {
            trends.count(entries.decode(fact), appendedMs);
        }
    }

    @Override
    public void close() {
        partition.close();
    }
}
