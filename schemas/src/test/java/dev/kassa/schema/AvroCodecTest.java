package dev.kassa.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.Command;
import dev.kassa.avro.CreatePayment;
import dev.kassa.avro.Customer;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.MetadataEntry;
import dev.kassa.avro.ReplyWhen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class AvroCodecTest {
    private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
    private final AvroCodec<Command> codec = new Codecs(registry).of(Topics.COMMANDS);

    @Test
    void readsWhatItWrote() {
        Command command = command("order-1");

        assertThat(codec.decode(codec.encode(command))).isEqualTo(command);
    }

    @Test
    void writesConfluentsHeader() {
        registry.register("another", Schema.create(Schema.Type.STRING));
        int id = registry.register(Topics.DEAD_LETTERS.subject(), Topics.DEAD_LETTERS.schema());

        byte[] bytes = new Codecs(registry)
                .of(Topics.DEAD_LETTERS)
                .encode(new DeadLetter("commands", 3, 7L, "unreadable", null, null));

        assertThat(ByteBuffer.wrap(bytes, 0, 5).get()).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(id);
    }

    @Test
    void keepsNothingOfTheRecordBefore() {
        byte[] longer = codec.encode(command("order-" + "9".repeat(2_000)));
        byte[] shorter = codec.encode(command("1"));

        assertThat(codec.decode(shorter)).isEqualTo(command("1"));
        assertThat(codec.decode(longer)).isNotEqualTo(command("1"));
    }

    @Test
    void readsWhatAnOlderVersionOfTheSchemaWrote() throws IOException {
        Schema old = new Schema.Parser().parse("""
                {"type": "record", "name": "MerchantFact", "namespace": "dev.kassa.avro", "fields": [
                  {"name": "id", "type": "string"}, {"name": "name", "type": "string"},
                  {"name": "country", "type": "string"}, {"name": "timezone", "type": "string"},
                  {"name": "currencies", "type": {"type": "array", "items": "string"}},
                  {"name": "tier", "type": "string"}, {"name": "once_there", "type": "int"},
                  {"name": "created_at_ms", "type": "long"}, {"name": "updated_at_ms", "type": "long"},
                  {"name": "partition", "type": "int"}, {"name": "sequence", "type": "long"},
                  {"name": "command_offset", "type": "long"}]}
                """);
        GenericData.Record merchant = new GenericData.Record(old);
        Object[] values = {"m", "Merchant", "DE", "Europe/Berlin", List.of("EUR"), "starter", 7, 1L, 2L, 3, 4L, 5L};
        for (int field = 0; field < values.length; field++) {
            merchant.put(field, values[field]);
        }

        MerchantFact fact = new Codecs(registry)
                .of(Topics.MERCHANTS)
                .decode(confluent(registry.register("merchants-value", old), merchant));

        assertThat(fact.getId()).isEqualTo("m");
        assertThat(fact.getStatus()).isEqualTo("active");
        assertThat(fact.getKeys()).isEmpty();
        assertThat(fact.getCommandOffset()).isEqualTo(5);
    }

    @Test
    void saysWhatIsWrongWithBytesThatAreNoRecord() {
        byte[] good = codec.encode(command("order-1"));
        byte[] unknownId = good.clone();
        unknownId[4] = 99;

        assertRefused(new byte[0], "Confluent wire format: 0 bytes");
        assertRefused("{\"order_no\": 1}".getBytes(UTF_8), "Confluent wire format");
        assertRefused(Arrays.copyOf(good, 5), "cannot read a Command");
        assertRefused(Arrays.copyOf(good, good.length - 1), "cannot read a Command");
        assertRefused(Arrays.copyOf(good, good.length + 1), "1 bytes are left over");
        assertRefused(unknownId, "no schema with id 99");
    }

    @Test
    void refusesAnyDamageInTheSameWay() {
        Random random = new Random(7);
        byte[] good = codec.encode(command("order-1"));
        for (int i = 0; i < 200_000; i++) {
            byte[] damaged = Arrays.copyOf(good, i % 2 == 0 ? good.length : 6 + random.nextInt(60));
            for (int flips = 1 + random.nextInt(8); flips > 0; flips--) {
                damaged[5 + random.nextInt(damaged.length - 5)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(codec.decode(damaged)).isNotNull();
            } catch (SerializationException refused) {
                assertThat(refused).hasMessageContaining("Command");
            }
        }
    }

    @Test
    void doesNotTakeASilentRegistryForABadRecord() {
        byte[] good = codec.encode(command("order-1"));
        good[4] = 99;
        SchemaRegistry silent = new SchemaRegistry() {
            @Override
            public int register(String subject, Schema schema) {
                return 1;
            }

            @Override
            public Schema schema(int id) {
                throw new SchemaRegistryUnavailableException("silent", null);
            }
        };
        AvroCodec<Command> cutOff = new Codecs(silent).of(Topics.COMMANDS);

        assertThatExceptionOfType(SchemaRegistryUnavailableException.class).isThrownBy(() -> cutOff.decode(good));
    }

    @Test
    void leavesNullToKafka() {
        assertThat(codec.serialize("commands", null)).isNull();
        assertThat(codec.deserialize("commands", null)).isNull();
    }

    private void assertRefused(byte[] bytes, String reason) {
        assertThatExceptionOfType(SerializationException.class)
                .isThrownBy(() -> codec.decode(bytes))
                .withMessageContaining(reason);
    }

    private static byte[] confluent(int id, GenericData.Record record) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericData.Record>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Command command(String orderNo) {
        CreatePayment payment = new CreatePayment(
                "retail-germany",
                orderNo,
                1_299L,
                "EUR",
                null,
                CaptureMode.AUTOMATIC,
                "tok_ok",
                new Customer("c-1", "a@example.org", null, null, "DE"),
                "Schlüssel ☂",
                List.of(new MetadataEntry("a", "1"), new MetadataEntry("b", "2")),
                null);
        return new Command("c-1", "r-1", "edge-1", ReplyWhen.CONCLUDED, "key_1", "idem-1", null, payment);
    }
}
