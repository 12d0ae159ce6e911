package dev.kassa.standalone.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.kassa.avro.AuditRecord;
import dev.kassa.avro.CancelPayment;
import dev.kassa.avro.Command;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import dev.kassa.standalone.cli.AuditCommand;
import dev.kassa.standalone.registry.RegistryServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import picocli.CommandLine;

/** {@code audit verify} over a broker whose log was tampered with. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuditVerbTest {
    private static final TopicPartition AUDIT = new TopicPartition(Topics.AUDIT.name(), 0);
    static final List<Arguments> TAMPERED = List.of(
            arguments(Trail.altered(1), "was altered"),
            arguments(Trail.without(1), "removed or moved"),
            arguments(Trail.without(2), "what the log ended with"),
            arguments(Trail.swapped(4), "removed or moved"));

    private EmbeddedBroker broker;
    private RegistryServer registry;
    private URI registryUrl;
    private Codecs codecs;
    private Admin admin;
    private KafkaProducer<byte[], byte[]> producer;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        broker = EmbeddedBroker.start(folder);
        registry = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of());
        registryUrl = registry.start();
        codecs = new Codecs(registry.registry());
        Map<String, Object> clients = Map.of("bootstrap.servers", broker.bootstrapServers());
        admin = Admin.create(clients);
        admin.createTopics(Topics.toCreate(2, (short) 1)).all().get();
        producer = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterAll
    void stop() {
        producer.close();
        admin.close();
        registry.close();
        broker.close();
    }

    /** Makes this the whole log, as somebody would who can write to Kafka's own files. */
    private long log(List<AuditRecord> records) throws Exception {
        long end = admin.listOffsets(Map.of(AUDIT, org.apache.kafka.clients.admin.OffsetSpec.latest()))
                .partitionResult(AUDIT)
                .get()
                .offset();
        admin.deleteRecords(Map.of(AUDIT, RecordsToDelete.beforeOffset(end)))
                .all()
                .get();
        AvroCodec<AuditRecord> codec = codecs.of(Topics.AUDIT);
        for (AuditRecord record : records) {
            send(Topics.AUDIT, codec, record);
        }
        return end;
    }

    private <T extends SpecificRecordBase> void send(Topic<T> topic, AvroCodec<T> codec, T value) throws Exception {
        producer.send(new ProducerRecord<>(topic.name(), 0, null, codec.encode(value)))
                .get();
    }

    private record Said(int status, String text) {}

    private Said verify() {
        StringWriter out = new StringWriter();
        int status = new CommandLine(new AuditCommand())
                .setOut(new PrintWriter(out))
                .execute("verify", "--kafka", broker.bootstrapServers(), "--registry", registryUrl.toString());
        return new Said(status, out.toString());
    }

    @ParameterizedTest
    @FieldSource("TAMPERED")
    void aLogThatWasTamperedWithIsToldWithTheOffset(List<AuditRecord> log, String sentence) throws Exception {
        long first = log(log);

        Said said = verify();

        assertThat(said.status()).as(said.text()).isEqualTo(1);
        assertThat(said.text()).contains(sentence, "NOT whole").containsPattern("offset " + "\\d+: ");
        long shown = Long.parseLong(said.text().replaceFirst("(?s)offset (\\d+): .*", "$1"));
        assertThat(shown).isBetween(first, first + log.size());
    }

    @Test
    void aWholeLogIsWholeAndACommandThatNoRecordTellsOfIsReported() throws Exception {
        log(Trail.whole());
        AvroCodec<Command> codec = codecs.of(Topics.COMMANDS);
        send(Topics.COMMANDS, codec, command("c-1-1", "key:k", "r-1"));
        send(Topics.COMMANDS, codec, command("unheard-of", "key:k", "r-2"));
        send(Topics.COMMANDS, codec, command("callback", "channel:simulator", "r-3"));

        Said said = verify();

        assertThat(said.status()).as(said.text()).isZero();
        assertThat(said.text())
                .contains("7 audit records in 2 chains", ": whole", "CancelPayment of key:k, request r-2")
                .contains("1 commands of callers unaudited")
                .doesNotContain("r-1", "r-3");
    }

    private static Command command(String id, String actor, String requestId) {
        return new Command(
                id, requestId, "edge-1", ReplyWhen.CONCLUDED, actor, null, null, new CancelPayment("acme", "pay_1"));
    }
}
