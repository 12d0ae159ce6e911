package dev.kassa.velocity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.Command;
import dev.kassa.avro.Customer;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.FlagAttribute;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RiskFact;
import dev.kassa.avro.SettingBody;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/** The velocity application over the test driver, in the words of the domain. The clock stands still unless it is told to move. */
final class VelocityDriver implements AutoCloseable {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final Codecs codecs = new Codecs(registry);
    private final TopologyTestDriver driver;
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private long offset;

    VelocityDriver(Path stateDir, Past past) {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, VelocityTopology.APPLICATION);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        driver = new TopologyTestDriver(VelocityTopology.build(codecs, past, Unlaid.none(), 4), config, now);
    }

    /** What the clock says. */
    long nowMs() {
        return now.toEpochMilli();
    }

    /** A payment is created. */
    PaymentFact pays(String merchantId, @Nullable String ip, @Nullable String device) {
        long nowMs = now.toEpochMilli();
        offset++;
        PaymentFact payment = PaymentFact.newBuilder()
                .setId(Ids.of(Ids.PAYMENT, nowMs, 3, offset))
                .setMerchantId(merchantId)
                .setOrderNo("o-" + offset)
                .setAmount(10_00)
                .setCurrency("EUR")
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setRisk(RiskFact.newBuilder().build())
                .setCustomer(new Customer("c", null, ip, device, null))
                .setOccurredAtMs(nowMs)
                .setCreatedAtMs(nowMs)
                .setUpdatedAtMs(nowMs)
                .setPartition(3)
                .setSequence(offset)
                .setCommandOffset(offset)
                .build();
        pipe(Topics.PAYMENTS, payment);
        return payment;
    }

    /** Something else happens to a payment, at the same moment. */
    void changes(PaymentFact payment) {
        offset++;
        pipe(
                Topics.PAYMENTS,
                PaymentFact.newBuilder(payment)
                        .setStatus(PaymentStatusCode.SUCCEEDED)
                        .setStatusBefore(payment.getStatus())
                        .setCommandOffset(offset)
                        .setSequence(offset)
                        .build());
    }

    void setting(String name, @Nullable String value) {
        ReferenceFact fact = new ReferenceFact(
                "setting", name, 1L, value == null ? null : new SettingBody(value), "test", 0L, null, 0L);
        driver.createInputTopic(Topics.REFERENCE.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(
                        ("setting/" + name).getBytes(UTF_8),
                        codecs.of(Topics.REFERENCE).encode(fact));
    }

    void passes(Duration time) {
        now = now.plus(time);
        driver.advanceWallClockTime(time);
    }

    private <T extends SpecificRecordBase> void pipe(Topic<T> topic, T value) {
        pipe(topic.name(), codecs.of(topic).encode(value));
    }

    void pipe(String topic, byte[] value) {
        pipe(topic, "key", value);
    }

    void pipe(String topic, String key, byte[] value) {
        driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(key.getBytes(UTF_8), value, now);
    }

    /** As it was written before many sightings went into one record. */
    void pipeAlone(String attribute, String merchantId) {
        Schema old = new Schema.Parser().parse("""
                {"type": "record", "name": "AttributeSeen", "namespace": "dev.kassa.avro", "fields": [
                  {"name": "merchant_id", "type": "string"}, {"name": "at_ms", "type": "long"}]}
                """);
        GenericData.Record seen = new GenericData.Record(old);
        seen.put("merchant_id", merchantId);
        seen.put("at_ms", now.toEpochMilli());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt(registry.register(Topics.RISK_ATTRIBUTES.subject(), old))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(old).write(seen, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        pipe(Topics.RISK_ATTRIBUTES.name(), attribute, bytes.toByteArray());
    }

    /** What waits is laid. */
    private void lays() {
        driver.advanceWallClockTime(AttributeSplitter.LAY_EVERY);
    }

    /** What the core was told since it was last asked, with the time from now that it holds for. */
    List<String> flags() {
        lays();
        return flagsAlready();
    }

    /** The same, without what still waits. */
    List<String> flagsAlready() {
        List<String> flags = new ArrayList<>();
        for (Command command : read(Topics.COMMANDS)) {
            FlagAttribute flag = (FlagAttribute) command.getBody();
            flags.add("%s %s %d until +%d"
                    .formatted(
                            flag.getKind(), flag.getValue(), flag.getCount(), flag.getUntilMs() - now.toEpochMilli()));
        }
        return flags;
    }

    /** The records in which sightings were laid. */
    List<AttributeSeen> attributes() {
        lays();
        return read(Topics.RISK_ATTRIBUTES);
    }

    /** The same, as they stand in the log. */
    List<KeyValue<byte[], byte[]>> attributeRecords() {
        lays();
        var bytes = new ByteArrayDeserializer();
        return driver.createOutputTopic(Topics.RISK_ATTRIBUTES.name(), bytes, bytes)
                .readKeyValuesToList();
    }

    /** The topics of what was put aside. */
    List<String> deadLetters() {
        return read(Topics.DEAD_LETTERS).stream().map(DeadLetter::getTopic).toList();
    }

    private <T extends SpecificRecordBase> List<T> read(Topic<T> topic) {
        var codec = codecs.of(topic);
        var bytes = new ByteArrayDeserializer();
        return driver.createOutputTopic(topic.name(), bytes, bytes).readValuesToList().stream()
                .map(codec::decode)
                .toList();
    }

    @Override
    public void close() {
        driver.close();
    }
}
