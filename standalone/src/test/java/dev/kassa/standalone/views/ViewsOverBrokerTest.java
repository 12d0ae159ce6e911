package dev.kassa.standalone.views;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.archive.ArchiveFiles;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.filestore.FolderStore;
import dev.kassa.port.Queries.ListTime;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Reading;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.query.LocalViews;
import dev.kassa.query.PartitionRows;
import dev.kassa.query.ViewQueries;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Partitions;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.stream.Spread;
import dev.kassa.stream.StreamsSettings;
import dev.kassa.view.ViewProgress;
import dev.kassa.view.ViewTopology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries over a running application: what the test driver cannot show. */
final class ViewsOverBrokerTest {
    private static final int PARTITIONS = 4;
    private static final String ACME = "acme";
    private static final int PARTITION = Partitions.of(ACME, PARTITIONS);
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Commits hardly ever, so that what is read before has not been committed. */
    private static final Duration COMMIT_INTERVAL = Duration.ofMinutes(10);

    private final Codecs codecs = new Codecs(new InMemorySchemaRegistry());

    @TempDir
    Path folder;

    @Test
    void what_is_applied_is_read_at_once_and_known_after_a_restart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"))) {
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
                admin.createTopics(Topics.toCreate(PARTITIONS, (short) 1)).all().get();
            }
            PaymentFact first = payment(1);
            PaymentFact second = payment(2);
            FactPosition both = new FactPosition(PARTITION, 2L, 0L, 0L, 0L, 0L, 0L, 0L);

            try (Views views = start(broker)) {
                write(broker, first, second);
                views.queries.with(new Reading(both, LONG, false)).requireAll();
                assertThat(views.queries.payment(ACME, second.getId())).contains(second);
                assertThat(views.queries
                                .payments(
                                        ACME,
                                        new PaymentFilter(
                                                ListTime.PROCESSING, 0, Long.MAX_VALUE, null, null, null, 10, null))
                                .data())
                        .containsExactly(second, first);
                assertThat(views.queries.order(ACME, "order-1").orElseThrow().payments())
                        .containsExactly(first);
            }

            try (Views again = start(broker)) {
                again.queries.with(new Reading(both, Duration.ZERO, false)).requireAll();
                assertThat(again.queries.payment(ACME, first.getId())).contains(first);
                assertThat(again.queries.trialBalance().position()).isEqualTo("0:0,1:0,2:0,3:0");
            }
        }
    }

    private record Views(KafkaStreams application, ViewQueries queries) implements AutoCloseable {
        @Override
        public void close() {
            application.close();
        }
    }

    private Views start(EmbeddedBroker broker) {
        var settings = new StreamsSettings(
                ViewTopology.APPLICATION_ID,
                broker.bootstrapServers(),
                folder.resolve("state"),
                ViewTopology.APPLICATION + "-1",
                false,
                COMMIT_INTERVAL,
                Spread.ALONE,
                256 << 10,
                1,
                Map.of());
        var properties = settings.toProperties();
        properties.put("poll.ms", 50L);
        var progress = new ViewProgress();
        var application = new KafkaStreams(ViewTopology.build(codecs, archive(), progress), properties);
        application.start();
        var queries = new ViewQueries(
                new LocalViews(PartitionRows.of(application), progress, codecs, _ -> 0), codecs, PARTITIONS);
        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(ViewUnavailableException.class)
                .until(() -> {
                    queries.trialBalance();
                    return true;
                });
        return new Views(application, queries);
    }

    private ArchiveFiles archive() {
        try {
            return new ArchiveFiles(new FolderStore(folder.resolve("files")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PaymentFact payment(int sequence) {
        long createdAtMs = 1_700_000_000_000L + sequence;
        return PaymentFact.newBuilder()
                .setId(Ids.of(Ids.PAYMENT, createdAtMs, PARTITION, sequence))
                .setMerchantId(ACME)
                .setOrderNo("order-" + sequence)
                .setAmount(10_00)
                .setCurrency("EUR")
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setRisk(new RiskFact(0, "accept", List.of(), List.of(), null))
                .setOccurredAtMs(createdAtMs)
                .setCreatedAtMs(createdAtMs)
                .setUpdatedAtMs(createdAtMs)
                .setPartition(PARTITION)
                .setSequence(sequence)
                .setCommandOffset(sequence)
                .build();
    }

    private void write(EmbeddedBroker broker, PaymentFact... payments) throws Exception {
        var codec = codecs.of(Topics.PAYMENTS);
        var bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()), bytes, bytes)) {
            for (PaymentFact payment : payments) {
                // the key alone places it: on the partition where the queries look for it
                producer.send(new ProducerRecord<>(Topics.PAYMENTS.name(), ACME.getBytes(UTF_8), codec.encode(payment)))
                        .get();
            }
        }
    }
}
