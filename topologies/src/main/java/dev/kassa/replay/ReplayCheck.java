package dev.kassa.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.Command;
import dev.kassa.core.Core;
import dev.kassa.core.CoreSettings;
import dev.kassa.core.MemoryStorage;
import dev.kassa.core.Moment;
import dev.kassa.core.Outbox;
import dev.kassa.core.PoisonedCommandException;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays {@code commands} from its first record and compares every payment, refund, journal entry and channel call with
 * the recorded one. Reads only what is committed, and only up to where the log ended when the check began, so it may run
 * beside a core at work.
 */
public final class ReplayCheck {
    private static final List<Topic<?>> COMPARED = List.of(
            Topics.PAYMENTS,
            Topics.REFUNDS,
            Topics.JOURNAL,
            Topics.SETTLEMENTS,
            Topics.SETTLEMENT_CUTS,
            Topics.WITHDRAWALS,
            Topics.BANK_ACCOUNTS,
            Topics.CHANNEL_COMMANDS,
            Topics.BANK_COMMANDS);
    private static final int DIFFERENCES_MAX = 20;
    private static final Logger log = LoggerFactory.getLogger(ReplayCheck.class);

    private final LogReader reader;
    private final Codecs codecs;
    private final CoreSettings settings;

    /**
     * What a replay found.
     *
     * @param commands how many were replayed
     * @param records how many recorded facts and calls were compared
     * @param differences sentences that say where replay and record differ; at most 20
     */
    public record Result(long commands, long records, List<String> differences) {
        /** The replay gave the recorded bytes. */
        public boolean isSame() {
            return differences.isEmpty();
        }
    }

    /** A check over a cluster; the settings must be those that the core ran with. */
    public ReplayCheck(LogReader reader, Codecs codecs, CoreSettings settings) {
        this.reader = reader;
        this.codecs = codecs;
        this.settings = settings;
    }

    /** Replays all partitions, one after another; progress is told the number of commands replayed so far. */
    public Result run(LongConsumer progress) {
        long commands = 0;
        long records = 0;
        List<String> differences = new ArrayList<>();
        for (int partition = 0; partition < settings.partitions(); partition++) {
            Partition replayed = new Partition(partition, differences);
            replayed.run(progress, commands);
            commands += replayed.commands;
            records += replayed.records;
        }
        return new Result(commands, records, List.copyOf(differences));
    }

    private final class Partition implements Outbox {
        private final int partition;
        private final List<String> differences;
        private final Map<String, LogReader.Records> recorded = new HashMap<>();
        private long commands;
        private long records;

        Partition(int partition, List<String> differences) {
            this.partition = partition;
            this.differences = differences;
        }

        void run(LongConsumer progress, long before) {
            // The ends of what was written are taken before the end of commands, so every record has its command.
            for (Topic<?> topic : COMPARED) {
                LogReader.Records records = reader.open(new TopicPartition(topic.name(), partition));
                if (records.isFromTheFirst()) {
                    recorded.put(topic.name(), records);
                } else {
                    records.close();
                }
            }
            AvroCodec<Command> codec = codecs.of(Topics.COMMANDS);
            Core core = new Core(settings, codecs, MemoryStorage.empty(), this, partition);
            try (LogReader.Records input = reader.open(new TopicPartition(Topics.COMMANDS.name(), partition))) {
                while (input.hasNext()) {
                    replay(core, codec, input.next());
                    commands++;
                    progress.accept(before + commands);
                }
            }
            recorded.forEach(this::checkEnded);
        }

        private void replay(Core core, AvroCodec<Command> codec, ConsumerRecord<byte[], byte[]> command) {
            try {
                core.handle(
                        codec.decode(command.value() == null ? new byte[0] : command.value()),
                        new Moment(partition, command.offset(), command.timestamp()));
            } catch (SerializationException | PoisonedCommandException e) {
                log.debug("command {}-{} went to the dead letters and changes nothing", partition, command.offset(), e);
            }
        }

        /** What one partition told another is in the log of commands already. */
        @Override
        public void command(int other, byte[] command) {}

        @Override
        public void send(Topic<?> topic, String key, byte[] value) {
            LogReader.Records counterpart = recorded.get(topic.name());
            if (counterpart == null || !counterpart.hasNext()) {
                return;
            }
            ConsumerRecord<byte[], byte[]> record = counterpart.next();
            records++;
            if (!Arrays.equals(record.value(), value) || !Arrays.equals(record.key(), key.getBytes(UTF_8))) {
                difference(topic.name() + "-" + partition + " at offset " + record.offset()
                        + ": the record is not what the replay gives");
            }
        }

        private void checkEnded(String topic, LogReader.Records rest) {
            try (rest) {
                if (rest.hasNext()) {
                    difference(topic + "-" + partition + " from offset "
                            + rest.next().offset() + ": the replay gives no such record");
                }
            }
        }

        private void difference(String sentence) {
            if (differences.size() < DIFFERENCES_MAX) {
                differences.add(sentence);
            }
        }
    }
}
