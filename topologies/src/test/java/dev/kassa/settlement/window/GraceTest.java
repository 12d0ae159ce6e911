package dev.kassa.settlement.window;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.MerchantHours;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.SettingBody;
import dev.kassa.avro.SettlementHour;
import dev.kassa.reference.MoneySetting;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hours follow the grace, also where it changes while no processor of the partition lives. */
class GraceTest {
    @TempDir
    Path folder;

    @Test
    void hoursFollowTheGraceWhileTheApplicationRuns() {
        try (SettlementDriver app = new SettlementDriver(folder)) {
            app.merchant("m", "Europe/London");
            app.merchant("n", "Asia/Kolkata", "weekly", "22:30");
            assertThat(app.hours()).containsExactly("Europe/London 02:00", "Asia/Kolkata 00:30");

            app.grace(60);
            app.passes(Duration.ofSeconds(1));
            assertThat(app.hours()).containsExactlyInAnyOrder("Europe/London 01:00", "Asia/Kolkata 23:30");

            app.grace(120);
            app.passes(Duration.ofSeconds(1));
            assertThat(app.hours()).as("told before").isEmpty();
        }
    }

    @Test
    void aGraceThatChangedWhileTheApplicationWasDownIsToldAfterTheStart() {
        Codecs codecs = new Codecs(new InMemorySchemaRegistry());
        Stored stored = new Stored(
                store(SettlementTopology.WINDOWS),
                store(SettlementTopology.WORK),
                store(SettlementTopology.HOURS),
                store(Grace.TABLE));
        Life first = new Life(codecs, stored, folder.resolve("first"));
        first.merchant("Europe/London");
        assertThat(first.hours()).containsExactly("Europe/London 02:00");

        String name = MoneySetting.SETTLEMENT_GRACE.setting();
        ReferenceFact fact = new ReferenceFact("setting", name, 1L, new SettingBody("45"), "test", 0L, null, 0L);
        stored.table()
                .put(
                        Bytes.wrap(("setting/" + name).getBytes(UTF_8)),
                        codecs.of(Topics.REFERENCE).encode(fact));
        Life second = new Life(codecs, stored, folder.resolve("second"));

        assertThat(second.hours()).containsExactly("Europe/London 00:45");
        assertThat(second.hours()).as("once").isEmpty();
    }

    private static KeyValueStore<Bytes, byte[]> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingDisabled()
                .build();
    }

    private record Stored(
            KeyValueStore<Bytes, byte[]> windows,
            KeyValueStore<Bytes, byte[]> work,
            KeyValueStore<Bytes, byte[]> hours,
            KeyValueStore<Bytes, byte[]> table) {
        List<KeyValueStore<Bytes, byte[]>> all() {
            return List.of(windows, work, hours, table);
        }
    }

    /** A processor from its start on; its stores outlive it. */
    private static final class Life {
        private final MockProcessorContext<byte[], byte[]> context;
        private final Codecs codecs;
        private final Hours hours;
        private final SettlementProcessor processor;

        Life(Codecs codecs, Stored stored, Path folder) {
            this.codecs = codecs;
            context = new MockProcessorContext<>(new Properties(), new TaskId(0, 0), folder.toFile());
            stored.all().forEach(store -> {
                if (!store.isOpen()) {
                    store.init(context.getStateStoreContext(), store);
                }
                context.addStateStore(store);
            });
            context.setCurrentStreamTimeMs(0);
            hours = new Hours(stored.hours(), codecs.ofStore("hours", MerchantHours.getClassSchema()));
            processor = new SettlementProcessor(codecs, new SettlementTally());
            processor.init(context);
        }

        void merchant(String timezone) {
            hours.put(SettlementDriver.fact("m", timezone, null, null));
        }

        /** What is told as time passes. */
        List<String> hours() {
            context.scheduledPunctuators().stream()
                    .map(CapturedPunctuator::getPunctuator)
                    .forEach(each -> each.punctuate(0));
            List<String> told = context.forwarded().stream()
                    .map(each ->
                            codecs.of(Topics.JOB_COMMANDS).decode(each.record().value()))
                    .map(JobEnvelope::getBody)
                    .map(SettlementHour.class::cast)
                    .map(hour -> hour.getTimezone() + " " + hour.getLocalTime())
                    .toList();
            context.resetForwards();
            return told;
        }
    }
}
