package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.DrawUpSettlement;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.settlement.window.SettlementTally;
import dev.kassa.settlement.window.SettlementTopology;
import dev.kassa.standalone.e2e.Api.Answer;
import dev.kassa.stream.Spread;
import dev.kassa.stream.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The application built anew, without state and without changelogs, draws up the very bytes that it drew up before. */
class SettlementAnewTest {
    private static final String ANEW = "settlement-anew";
    private static final int MERCHANTS = 4;
    private static final List<String> DATES = List.of("2026-01-05", "2026-01-06", "2026-01-07", "2026-01-08");
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void theSameLogGivesTheSameBytes() {
        try (House house = House.on(folder.resolve("house"))) {
            List<Api> merchants = new ArrayList<>();
            for (int i = 0; i < MERCHANTS; i++) {
                Api merchant = house.newMerchant();
                merchants.add(merchant);
                live(merchant);
            }
            run(house);
            Map<String, List<String>> once = drawnUp(house);
            // Four settlements of each and one that was found empty.
            assertThat(once).hasSize(MERCHANTS * (DATES.size() + 1));
            assertThat(once.values()).allSatisfy(told -> assertThat(told).hasSize(1));
            await().atMost(LONG).untilAsserted(() -> assertThat(merchants).allSatisfy(SettlementAnewTest::isSettled));
            List<String> books = books(merchants);

            try (KafkaStreams anew = anew(house)) {
                anew.start();
                await().atMost(LONG)
                        .untilAsserted(() -> assertThat(drawnUp(house).values())
                                .allSatisfy(told -> assertThat(told).hasSize(2)));
            }

            Map<String, List<String>> twice = drawnUp(house);
            assertThat(twice.keySet()).isEqualTo(once.keySet());
            twice.forEach((id, told) -> assertThat(told.getLast()).as(id).isEqualTo(told.getFirst()));
            assertThat(books(merchants)).isEqualTo(books);
        }
    }

    /** A date is settled when it has nothing yet, and its entries come later; others are settled by hand, the last by a run. */
    private static void live(Api merchant) {
        Answer empty = settle(merchant, DATES.getFirst());
        assertThat(empty.status()).as(empty.text()).isEqualTo(409);
        for (String date : DATES) {
            pay(merchant, "of-" + date, date);
            pay(merchant, "more-" + date, date);
        }
        for (String date : DATES.subList(0, DATES.size() - 1)) {
            Answer settled = settle(merchant, date);
            assertThat(settled.status()).as(settled.text()).isEqualTo(201);
            pay(merchant, "late-" + date, date);
        }
    }

    private static void pay(Api merchant, String orderNo, String date) {
        Answer paid = merchant.post("/v1/payments", """
                        {"order_no": "%s", "amount": 10000, "currency": "EUR", "occurred_at": "%sT12:00:00Z"}""".formatted(orderNo, date));
        assertThat(paid.status()).as(paid.text()).isEqualTo(201);
    }

    private static Answer settle(Api merchant, String date) {
        return merchant.post("/v1/settlements", """
                        {"currency": "EUR", "business_date": "%s"}""".formatted(date));
    }

    private static void run(House house) {
        Answer run = house.operator().post("/v1/jobs/settlement/run", "{\"reason\":\"the last date\"}");
        assertThat(run.status()).as(run.text()).isLessThan(300);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(house.operator()
                                .get("/v1/jobs/settlement")
                                .json()
                                .path("last_run")
                                .path("status")
                                .asString(""))
                        .isEqualTo("completed"));
    }

    /** Whether what was drawn up was also carried out, and can be read. */
    private static void isSettled(Api merchant) {
        JsonNode settlements = merchant.get("/v1/settlements?limit=500").json().path("data");
        assertThat(settlements.valueStream().map(each -> each.path("status").asString("")))
                .hasSize(DATES.size())
                .containsOnly("completed");
        JsonNode balance = merchant.get("/v1/balances").json().path("data").path(0);
        assertThat(balance.path("pending").asLong(-1)).isZero();
    }

    private static List<String> books(List<Api> merchants) {
        return merchants.stream()
                .map(merchant -> merchant.get("/v1/balances").text()
                        + merchant.get("/v1/settlements?limit=500").text())
                .toList();
    }

    private KafkaStreams anew(House house) {
        StreamsSettings settings = new StreamsSettings(
                ANEW,
                house.endpoint("kafka"),
                folder.resolve("anew"),
                ANEW + "-1",
                true,
                Duration.ofMillis(100),
                Spread.ALONE,
                0,
                1,
                Map.of(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0L));
        return new KafkaStreams(
                SettlementTopology.build(codecs(house), new SettlementTally()), settings.toProperties());
    }

    private static Codecs codecs(House house) {
        return new Codecs(HttpSchemaRegistry.of(house.endpoint("registry")));
    }

    /** The commands that drew settlements up, by settlement, in the order of the log and in hexadecimal. */
    private static Map<String, List<String>> drawnUp(House house) {
        var codec = codecs(house).of(Topics.COMMANDS);
        var bytes = new ByteArrayDeserializer();
        Map<String, List<String>> drawn = new TreeMap<>();
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                house.endpoint("kafka"),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(Topics.COMMANDS.name())
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (codec.decode(record.value()).getBody() instanceof DrawUpSettlement told) {
                        drawn.computeIfAbsent(told.getSettlementId(), id -> new ArrayList<>())
                                .add(HexFormat.of().formatHex(record.value()));
                    }
                });
            }
        }
        return drawn;
    }
}
