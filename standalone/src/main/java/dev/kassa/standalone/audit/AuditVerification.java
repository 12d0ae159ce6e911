package dev.kassa.standalone.audit;

import dev.kassa.avro.AuditRecord;
import dev.kassa.avro.Command;
import dev.kassa.replay.LogReader;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** Reads the audit log and the commands that it should tell of, up to where both end now. Used once. */
public final class AuditVerification {
    private static final int UNAUDITED_SHOWN_MAX = 20;

    private final LogReader reader;
    private final Codecs codecs;
    private final int commandPartitions;
    private final ChainCheck chains = new ChainCheck();
    private final AuditedCommands audited = new AuditedCommands();
    private long firstAuditedAtMs = Long.MAX_VALUE;
    private long unaudited;
    private final List<String> unauditedShown = new ArrayList<>();

    public AuditVerification(LogReader reader, Codecs codecs, int commandPartitions) {
        this.reader = reader;
        this.codecs = codecs;
        this.commandPartitions = commandPartitions;
    }

    /**
     * What was found.
     *
     * @param openChains of processes that run, or that were killed
     * @param lost records that could not be written, as those that were say
     * @param problems sentences with the offset, in the log's order; at most 20
     * @param unaudited how many commands of callers no record tells of, since the first record
     * @param unauditedShown some of them
     */
    public record Result(
            long records,
            int chains,
            long openChains,
            long lost,
            List<String> problems,
            long unaudited,
            List<String> unauditedShown) {
        /** Nothing was altered, removed, put in or moved. */
        public boolean isWhole() {
            return problems.isEmpty();
        }
    }

    /** Reads all; progress is told the number of records read so far. */
    public Result run(LongConsumer progress) {
        // Commands end before their records do, so what is in the log by now has had its time.
        List<LogReader.Records> commands = new ArrayList<>();
        try {
            for (int partition = 0; partition < commandPartitions; partition++) {
                commands.add(reader.open(new TopicPartition(Topics.COMMANDS.name(), partition)));
            }
            long read = readAudit(progress);
            audited.sort();
            for (LogReader.Records ofPartition : commands) {
                read = readCommands(ofPartition, progress, read);
            }
        } finally {
            commands.forEach(LogReader.Records::close);
        }
        List<String> problems = chains.problems().stream()
                .map(problem -> "offset " + problem.offset() + ": " + problem.sentence())
                .toList();
        return new Result(
                chains.records(),
                chains.chains(),
                chains.openChains(),
                chains.lost(),
                problems,
                unaudited,
                List.copyOf(unauditedShown));
    }

    private long readAudit(LongConsumer progress) {
        AvroCodec<AuditRecord> codec = codecs.of(Topics.AUDIT);
        long read = 0;
        try (LogReader.Records records = reader.open(new TopicPartition(Topics.AUDIT.name(), 0))) {
            while (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> consumed = records.next();
                AuditRecord record = decoded(codec, consumed);
                chains.next(consumed.offset(), record);
                firstAuditedAtMs = Math.min(firstAuditedAtMs, consumed.timestamp());
                if (record != null && record.getCommandId() != null) {
                    audited.add(record.getCommandId());
                }
                progress.accept(++read);
            }
        }
        return read;
    }

    private long readCommands(LogReader.Records commands, LongConsumer progress, long before) {
        AvroCodec<Command> codec = codecs.of(Topics.COMMANDS);
        long read = before;
        while (commands.hasNext()) {
            ConsumerRecord<byte[], byte[]> consumed = commands.next();
            Command command = consumed.timestamp() < firstAuditedAtMs ? null : decoded(codec, consumed);
            if (command != null && AuditedCommands.isOfCaller(command) && !audited.has(command.getCommandId())) {
                unaudited(consumed, command);
            }
            progress.accept(++read);
        }
        return read;
    }

    private void unaudited(ConsumerRecord<byte[], byte[]> consumed, Command command) {
        unaudited++;
        if (unauditedShown.size() < UNAUDITED_SHOWN_MAX) {
            unauditedShown.add("commands-%d at offset %d: %s of %s, request %s"
                    .formatted(
                            consumed.partition(),
                            consumed.offset(),
                            command.getBody().getClass().getSimpleName(),
                            command.getActor(),
                            command.getRequestId()));
        }
    }

    private static <T extends SpecificRecordBase> @Nullable T decoded(
            AvroCodec<T> codec, ConsumerRecord<byte[], byte[]> consumed) {
        try {
            return codec.decode(consumed.value() == null ? new byte[0] : consumed.value());
        } catch (SerializationException e) {
            return null;
        }
    }
}
