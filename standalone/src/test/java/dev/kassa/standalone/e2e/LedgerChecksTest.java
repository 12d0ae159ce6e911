package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static dev.kassa.standalone.e2e.House.refund;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.replay.LogReader;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topic;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.standalone.e2e.LedgerVerb.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Checks of a ledger that a whole Kassa wrote: by the job, by the verb, over death, and over hands in the log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class LedgerChecksTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String CHECKPOINT = "exports/ledger/checkpoint.avro";

    private Path folder = Path.of("");
    private House house;
    private Api merchant;

    @BeforeAll
    void start(@TempDir Path data) {
        folder = data;
        house = House.on(data);
        merchant = house.newMerchant();
    }

    @AfterAll
    void stop() {
        house.close();
    }

    private void pay(String orders, int count) {
        for (int i = 0; i < count; i++) {
            Answer paid = merchant.post("/v1/payments", payment(orders + i, 1_000 + i));
            assertThat(paid.status()).as(paid.text()).isEqualTo(201);
        }
        Answer back = merchant.post("/v1/refunds", refund(orders + 0, "r-" + orders, 400));
        assertThat(back.status()).as(back.text()).isEqualTo(201);
    }

    private boolean isCompleted(String run) {
        JsonNode last = house.operator().get("/v1/jobs/ledger-check").json().path("last_run");
        return last.path("id").asString("").equals(run)
                && last.path("status").asString("").equals("completed");
    }

    /** Runs the job, and has its word. */
    private JsonNode run(String reason) {
        Answer asked = house.operator().post("/v1/jobs/ledger-check/run", "{\"reason\": \"" + reason + "\"}");
        assertThat(asked.status()).as(asked.text()).isEqualTo(202);
        String run = asked.field("id");
        await().atMost(LONG).until(() -> of(run) != null);
        JsonNode check = of(run);
        await().atMost(LONG).until(() -> isCompleted(run));
        assertThat(house.operator()
                        .get("/v1/ledger/checks/" + check.path("id").asString())
                        .json())
                .isEqualTo(check);
        return check;
    }

    private JsonNode of(String run) {
        for (JsonNode each : house.operator().get("/v1/ledger/checks").json().path("data")) {
            if (each.path("run_id").asString().equals(run)) {
                return each;
            }
        }
        return null;
    }

    private Said verb(String... words) {
        return new LedgerVerb(folder).run(words);
    }

    private <T extends SpecificRecordBase> void send(Topic<T> topic, int partition, String key, T value)
            throws Exception {
        try (HttpSchemaRegistry schemas = HttpSchemaRegistry.of(house.endpoint("registry"));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", house.endpoint("kafka")),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(
                            topic.name(),
                            partition,
                            key.getBytes(UTF_8),
                            new Codecs(schemas).of(topic).encode(value)))
                    .get();
        }
    }

    private <T extends SpecificRecordBase> T last(Topic<T> topic, int partition) {
        try (HttpSchemaRegistry schemas = HttpSchemaRegistry.of(house.endpoint("registry"));
                LogReader.Records records = new LogReader(house.endpoint("kafka"), Map.of())
                        .open(new TopicPartition(topic.name(), partition))) {
            byte[] value = new byte[0];
            while (records.hasNext()) {
                value = records.next().value();
            }
            return new Codecs(schemas).of(topic).decode(value);
        }
    }

    @Test
    void a_the_job_proves_what_came_since_its_last_check_and_the_verb_everything() {
        pay("a-", 10);
        JsonNode first = run("to see");
        pay("b-", 5);
        Said incremental = verb("check", "--incremental");
        JsonNode second = run("to see again");
        Said whole = verb("check");

        assertThat(first.path("begun_from").asString()).isEqualTo("none");
        assertThat(first.path("holds").asBoolean()).as(first.toString()).isTrue();
        assertThat(first.path("entries").asLong()).isGreaterThanOrEqualTo(11);
        assertThat(second.path("begun_from").asString()).isEqualTo("checkpoint");
        assertThat(second.path("entries").asLong()).isPositive().isLessThanOrEqualTo(10);
        assertThat(second.path("holds").asBoolean()).as(second.toString()).isTrue();
        assertThat(incremental.status()).as(incremental.text()).isZero();
        assertThat(incremental.text()).contains("since the checkpoint", "the ledger holds");
        assertThat(whole.status()).as(whole.text()).isZero();
        assertThat(whole.text())
                .contains("from the first: as was asked", "the ledger holds")
                .contains("%,d in all".formatted(second.path("entries_total").asLong()));
    }

    @Test
    void b_a_checkpoint_that_was_touched_is_not_believed_and_the_check_says_why() throws Exception {
        Path file = folder.resolve(CHECKPOINT);
        byte[] sound = Files.readAllBytes(file);
        sound[sound.length - 1] ^= 1;
        Files.write(file, sound);

        Said verb = verb("check", "--incremental");
        JsonNode check = run("the file was touched");
        JsonNode next = run("once more");

        assertThat(verb.text()).contains("not signed by this installation", "the ledger holds");
        assertThat(check.path("begun_from").asString()).isEqualTo("unsigned");
        assertThat(check.path("entries").asLong())
                .isEqualTo(check.path("entries_total").asLong());
        assertThat(next.path("begun_from").asString()).isEqualTo("checkpoint");
    }

    @Test
    void c_killed_between_result_and_checkpoint_the_same_is_proved_again_under_the_same_id() throws Exception {
        byte[] before = Files.readAllBytes(folder.resolve(CHECKPOINT));
        pay("c-", 5);
        try (DyingCheck check = DyingCheck.on(
                house, folder, last(Topics.LEDGER_CHECKS, 0).getPartitions().size())) {
            assertThatThrownBy(() -> check.run(true)).hasMessage("killed");
            LedgerCheckFact dead = last(Topics.LEDGER_CHECKS, 0);
            assertThat(Files.readAllBytes(folder.resolve(CHECKPOINT))).isEqualTo(before);

            check.run(false);
            LedgerCheckFact again = last(Topics.LEDGER_CHECKS, 0);

            assertThat(dead.getId()).isEqualTo(again.getId());
            assertThat(dead.getEntries()).isPositive().isEqualTo(again.getEntries());
            assertThat(dead.getPartitions()).isEqualTo(again.getPartitions());
            assertThat(Files.readAllBytes(folder.resolve(CHECKPOINT))).isNotEqualTo(before);
        }
        assertThat(run("after it").path("begun_from").asString()).isEqualTo("checkpoint");
        Said verified = verb("verify");
        assertThat(verified.status()).as(verified.text()).isZero();
        assertThat(verified.text()).contains("0 that are not signed or found violations");
    }

    @Test
    void d_a_result_that_the_installation_did_not_sign_is_told() throws Exception {
        LedgerCheckFact forged = last(Topics.LEDGER_CHECKS, 0);
        String id = forged.getId();
        forged.setEntries(forged.getEntries() + 1);
        send(Topics.LEDGER_CHECKS, 0, id, forged);
        Said forgery = verb("verify");
        forged.setEntries(forged.getEntries() - 1);
        send(Topics.LEDGER_CHECKS, 0, id, forged);
        Said sound = verb("verify");

        assertThat(forgery.status()).as(forgery.text()).isEqualTo(1);
        assertThat(forgery.text()).contains(id, "NOT signed by this installation");
        assertThat(sound.status()).as(sound.text()).isZero();
    }

    @Test
    void e_an_entry_put_into_the_log_by_hand_is_found_and_alerts_until_a_whole_check_holds() throws Exception {
        int partition = partitionOfMerchant();
        EntryFact copy = last(Topics.JOURNAL, partition);
        send(Topics.JOURNAL, partition, copy.getMerchantId(), copy);

        JsonNode check = run("somebody was in the log");
        Said verb = verb("check");
        Said verify = verb("verify");

        assertThat(check.path("holds").asBoolean()).isFalse();
        assertThat(check.path("shown").toString()).contains("\"sequence\"", "\"hash\"", "\"once\"", copy.getId());
        assertThat(verb.status()).isEqualTo(1);
        assertThat(verb.text()).contains("once: partition " + partition, copy.getId());
        assertThat(verify.status()).isEqualTo(1);
        await().atMost(LONG)
                .until(() ->
                        house.operator().get("/v1/notices?status=open").text().contains("ledger_violation"));
    }

    private int partitionOfMerchant() {
        JsonNode partitions = of(house.operator()
                        .get("/v1/jobs/ledger-check/runs")
                        .json()
                        .path("data")
                        .get(0)
                        .path("id")
                        .asString())
                .path("partitions");
        for (JsonNode each : partitions) {
            if (each.path("to_sequence").asLong() > 0) {
                return each.path("partition").asInt();
            }
        }
        throw new AssertionError("no partition has entries: " + partitions);
    }
}
