package dev.kassa.standalone.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.CreateRefund;
import dev.kassa.avro.FailureFact;
import dev.kassa.avro.MetadataEntry;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReplyWhen;
import dev.kassa.avro.RiskFact;
import dev.kassa.schema.AvroCodec;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The wire format and the registry, as a client sees them that nobody here wrote: kafkajs with its registry client. */
@Tag("interop")
class JavaScriptClientTest {
    private static final Path SCRIPTS = Path.of("src", "test", "interop");
    private static final Path INSTALLED = Path.of("target", "interop");
    private static final TopicPartition COMMANDS = new TopicPartition(Topics.COMMANDS.name(), 0);
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void readsOurRecordsAndWritesACommandThatWeRead(@TempDir Path folder) throws Exception {
        install();
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder);
                RegistryServer registry = new RegistryServer(broker.bootstrapServers(), 0, (short) 1, Map.of())) {
            String url = registry.start().toString();
            Codecs codecs = new Codecs(registry.registry());
            writeOurs(broker.bootstrapServers(), codecs);

            Run run = run(60, "node", "read-and-write.js", broker.bootstrapServers(), url, "2");

            assertThat(run.status).as(run.output).isZero();
            assertThat(run.records())
                    .containsEntry("commands", JSON.readTree("""
                            {"topic": "commands", "key": "retail-france", "value": {
                              "command_id": "c-1", "request_id": "r-1", "reply_to": null, "reply_when": "CONCLUDED",
                              "actor": "key_1", "idempotency_key": null, "geo": null, "body": {"dev.kassa.avro.CreatePayment": {
                                "merchant_id": "retail-france", "order_no": "Bestellung 1", "amount": 1299,
                                "currency": "EUR", "channel": null, "capture": "AUTOMATIC", "token": "tok_ok",
                                "customer": null, "description": "Schlüssel ☂",
                                "metadata": [{"key": "a", "value": "1"}], "occurred_at_ms": 1299000000000}}}}"""))
                    .containsEntry("payments", JSON.readTree("""
                            {"topic": "payments", "key": "retail-france", "value": {
                              "id": "pay_1", "merchant_id": "retail-france", "order_no": "Bestellung 1", "amount": 1299,
                              "currency": "EUR", "amount_captured": 0, "amount_refunded": 0, "amount_refunding": 0,
                              "fee": 0, "status": "FAILED", "status_before": "PROCESSING",
                              "channel": "simulator", "channel_reference": null,
                              "channel_state": null, "risk": {"score": 5, "decision": "accept", "reasons": ["new"],
                                "notes": [], "signals": null}, "review": null, "fee_schedule": "",
                              "fee_schedule_version": 0, "business_date": 0, "merchant_version": 0,
                              "reference_version": 0, "created_by": "",
                              "failure": {"code": "card_declined", "message": "no"}, "capture": "AUTOMATIC",
                              "customer": null, "description": null, "metadata": [], "occurred_at_ms": 1,
                              "created_at_ms": 2, "updated_at_ms": 3, "partition": 0, "sequence": 4,
                              "command_offset": 5}}"""));
            assertThat(readSecondCommand(broker.bootstrapServers(), codecs))
                    .isEqualTo(new Command(
                            "from-javascript",
                            null,
                            null,
                            ReplyWhen.ACCEPTED,
                            "interop",
                            "key-1",
                            null,
                            new CreateRefund("retail-france", "Bestellung 1", null, "R-1", 250L, null, null)));
        }
    }

    private static void writeOurs(String bootstrap, Codecs codecs) throws Exception {
        Command command = new Command(
                "c-1",
                "r-1",
                null,
                ReplyWhen.CONCLUDED,
                "key_1",
                null,
                null,
                new CreatePayment(
                        "retail-france",
                        "Bestellung 1",
                        1_299L,
                        "EUR",
                        null,
                        CaptureMode.AUTOMATIC,
                        "tok_ok",
                        null,
                        "Schlüssel ☂",
                        List.of(new MetadataEntry("a", "1")),
                        1_299_000_000_000L));
        PaymentFact payment = PaymentFact.newBuilder()
                .setId("pay_1")
                .setMerchantId("retail-france")
                .setOrderNo("Bestellung 1")
                .setAmount(1_299L)
                .setCurrency("EUR")
                .setStatus(PaymentStatusCode.FAILED)
                .setStatusBefore(PaymentStatusCode.PROCESSING)
                .setChannel("simulator")
                .setRisk(new RiskFact(5, "accept", List.of("new"), List.of(), null))
                .setFailure(new FailureFact("card_declined", "no"))
                .setOccurredAtMs(1L)
                .setCreatedAtMs(2L)
                .setUpdatedAtMs(3L)
                .setPartition(0)
                .setSequence(4L)
                .setCommandOffset(5L)
                .build();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
                KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer())) {
            admin.createTopics(Topics.toCreate(1, (short) 1)).all().get();
            producer.send(new ProducerRecord<>(
                    "commands", "retail-france", codecs.of(Topics.COMMANDS).encode(command)));
            producer.send(new ProducerRecord<>(
                    "payments", "retail-france", codecs.of(Topics.PAYMENTS).encode(payment)));
        }
    }

    private static Command readSecondCommand(String bootstrap, Codecs codecs) {
        AvroCodec<Command> codec = codecs.of(Topics.COMMANDS);
        try (KafkaConsumer<String, Command> consumer =
                new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), codec)) {
            consumer.assign(List.of(COMMANDS));
            consumer.seek(COMMANDS, 1);
            ConsumerRecord<String, Command> record =
                    consumer.poll(Duration.ofSeconds(10)).iterator().next();
            assertThat(record.key()).isEqualTo("retail-france");
            return record.value();
        }
    }

    /** Installs the packages of the lock file, once; a machine without Node.js or a network skips the test. */
    private static void install() throws Exception {
        assumeTrue(isThere("node") && isThere("npm"), "needs node and npm, to run a client that nobody here wrote");
        Files.createDirectories(INSTALLED);
        boolean changed = false;
        for (String file : List.of("package.json", "package-lock.json", "read-and-write.js")) {
            Path copy = INSTALLED.resolve(file);
            changed |= !Files.exists(copy) || Files.mismatch(SCRIPTS.resolve(file), copy) >= 0;
            Files.writeString(copy, Files.readString(SCRIPTS.resolve(file)));
        }
        Path done = INSTALLED.resolve("installed");
        if (changed) {
            Files.deleteIfExists(done);
        }
        if (!Files.exists(done)) {
            Run run = run(120, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
            assumeTrue(
                    run.status == 0
                            || !run.output.matches("(?s).*(ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|ENOTCACHED).*"),
                    "needs the npm registry or its cache, to install a client that nobody here wrote");
            assertThat(run.status).as(run.output).isZero();
            Files.createFile(done);
        }
    }

    private static boolean isThere(String program) throws InterruptedException {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException absent) {
            return false;
        }
    }

    private record Run(int status, String output) {
        /** The printed records by topic. */
        Map<String, JsonNode> records() {
            Map<String, JsonNode> records = new HashMap<>();
            output.lines()
                    .filter(line -> line.startsWith("{\"topic\""))
                    .map(JSON::readTree)
                    .forEach(record -> records.put(record.get("topic").asString(), record));
            return records;
        }
    }

    private static Run run(int secondsMax, String... command) throws Exception {
        Path output = INSTALLED.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .directory(INSTALLED.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(secondsMax, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        String text = Files.readString(output, UTF_8);
        return new Run(ended ? process.exitValue() : -1, ended ? text : text + "\nnot done after " + secondsMax + " s");
    }
}
