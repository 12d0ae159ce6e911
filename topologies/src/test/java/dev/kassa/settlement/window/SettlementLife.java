package dev.kassa.settlement.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.Command;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.MerchantHours;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.SettingBody;
import dev.kassa.reference.MoneySetting;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** A settlement processor from its start on; its stores outlive it. */
final class SettlementLife {
    /** What a partition has stored. */
    record Stored(
            Codecs codecs,
            KeyValueStore<Bytes, byte[]> windows,
            KeyValueStore<Bytes, byte[]> work,
            KeyValueStore<Bytes, byte[]> hours,
            KeyValueStore<Bytes, byte[]> table) {
        /** Nothing yet. */
        static Stored nothing() {
            return new Stored(
                    new Codecs(new InMemorySchemaRegistry()),
                    store(SettlementTopology.WINDOWS),
                    store(SettlementTopology.WORK),
                    store(SettlementTopology.HOURS),
                    store(Grace.TABLE));
        }

        private static KeyValueStore<Bytes, byte[]> store(String name) {
            return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
        }

        /** The table says so from now on. */
        void grace(String minutes) {
            String name = MoneySetting.SETTLEMENT_GRACE.setting();
            ReferenceFact fact = new ReferenceFact("setting", name, 1L, new SettingBody(minutes), "test", 0L, null, 0L);
            table.put(
                    Bytes.wrap(("setting/" + name).getBytes(UTF_8)),
                    codecs.of(Topics.REFERENCE).encode(fact));
        }

        private List<KeyValueStore<Bytes, byte[]>> all() {
            return List.of(windows, work, hours, table);
        }
    }

    final SettlementTally tally = new SettlementTally();
    private final MockProcessorContext<byte[], byte[]> context;
    private final Codecs codecs;
    private final Hours hours;
    private final SettlementProcessor processor;

    SettlementLife(Stored stored, Path folder) {
        codecs = stored.codecs();
        context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
        stored.all().forEach(store -> {
            if (!store.isOpen()) {
                store.init(context.getStateStoreContext(), store);
            }
            context.addStateStore(store);
        });
        context.setCurrentStreamTimeMs(0);
        hours = new Hours(stored.hours(), codecs.ofStore("hours", MerchantHours.getClassSchema()));
        processor = new SettlementProcessor(codecs, tally);
        processor.init(context);
    }

    /** It is stored when a merchant's dates are closed, and nobody was told. */
    void knows(String merchantId, String timezone) {
        hours.put(SettlementDriver.fact(merchantId, timezone, null, null));
    }

    <T extends SpecificRecordBase> void reads(Topic<T> topic, T value) {
        context.setRecordMetadata(topic.name(), 0, 0);
        processor.process(new Record<>(new byte[] {1}, codecs.of(topic).encode(value), 0));
    }

    void timePasses() {
        context.scheduledPunctuators().stream()
                .map(CapturedPunctuator::getPunctuator)
                .forEach(each -> each.punctuate(0));
    }

    /** Its partition is no longer this process's. */
    void leaves() {
        processor.close();
    }

    /** What the core was sent since it was last asked. */
    <B> List<B> toCore(Class<B> which) {
        List<B> told = context.forwarded().stream()
                .filter(each -> is(each, SettlementTopology.COMMANDS))
                .map(each -> codecs.of(Topics.COMMANDS).decode(each.record().value()))
                .map(Command::getBody)
                .filter(which::isInstance)
                .map(which::cast)
                .toList();
        context.resetForwards();
        return told;
    }

    /** What the schedule was told since it was last asked. */
    <B> List<B> toSchedule(Class<B> which) {
        List<B> told = context.forwarded().stream()
                .filter(each -> is(each, SettlementTopology.JOB_COMMANDS))
                .map(each -> codecs.of(Topics.JOB_COMMANDS).decode(each.record().value()))
                .map(JobEnvelope::getBody)
                .filter(which::isInstance)
                .map(which::cast)
                .toList();
        context.resetForwards();
        return told;
    }

    private static boolean is(CapturedForward<? extends byte[], ? extends byte[]> forward, String sink) {
        return forward.childName().orElseThrow().equals(sink);
    }
}
