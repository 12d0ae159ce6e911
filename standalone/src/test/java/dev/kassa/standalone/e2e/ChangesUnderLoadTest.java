package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.PaymentFact;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.HttpSchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.standalone.e2e.Api.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What is changed while payments go on holds from a place in the log that is told, and no payment after it escapes. */
@ExtendWith(House.Shared.class)
class ChangesUnderLoadTest {
    private static final int CALLERS = 6;

    @Test
    void no_payment_after_a_change_of_what_all_merchants_share_escapes_it(House house) {
        Map<Long, JsonNode> inForceFrom = new HashMap<>();
        underLoad(house, () -> {
            for (int i = 1; i <= 5; i++) {
                Answer changed = house.operator()
                        .change(
                                "PUT",
                                "/v1/risk/rules/escape",
                                "{\"expression\":\"amount > %d\",\"action\":\"review\"}".formatted(900_000_000 + i));
                assertThat(changed.status()).as(changed.text()).isIn(200, 201);
                inForceFrom.put(changed.number("version"), changed.json().path("in_force_from"));
            }
        });

        Map<String, PaymentFact> opened = openedPayments(house);
        int after = 0;
        for (Map.Entry<Long, JsonNode> change : inForceFrom.entrySet()) {
            assertThat(change.getValue()).hasSize(4);
            for (PaymentFact payment : opened.values()) {
                long from = change.getValue()
                        .path(payment.getPartition())
                        .path("offset")
                        .asLong();
                boolean isAfter = payment.getCommandOffset() > from;
                assertThat(payment.getReferenceVersion() >= change.getKey())
                        .as(
                                "%s at %d-%d under change %d, in force from %d",
                                payment.getId(),
                                payment.getPartition(),
                                payment.getCommandOffset(),
                                change.getKey(),
                                from)
                        .isEqualTo(isAfter);
                after += isAfter ? 1 : 0;
            }
        }
        assertThat(after).as("payments after a change").isPositive();
    }

    @Test
    void a_merchants_status_price_and_limit_hold_from_the_answer_on(House house) {
        Api merchant = house.newMerchant();
        String id = merchant.post("/v1/payments", payment("first", 10_000)).field("merchant_id");
        underLoad(house, () -> {
            patch(house, id, "{\"tier\":\"premium\"}");
            assertThat(merchant.post("/v1/payments", payment("premium", 10_000)).number("fee"))
                    .isEqualTo(30);
            patch(house, id, "{\"limits\":{\"single\":500}}");
            assertThat(merchant.post("/v1/payments", payment("large", 501)).field("code"))
                    .isEqualTo("limit_exceeded");
            patch(house, id, "{\"status\":\"suspended\"}");
            assertThat(merchant.post("/v1/payments", payment("late", 500)).field("code"))
                    .isEqualTo("invalid_state");
            assertThat(merchant.post("/v1/refunds", House.refund("first", "R-1", 1_000))
                            .field("status"))
                    .isEqualTo("succeeded");
        });
    }

    @Test
    void a_suspicious_payment_is_scored_explained_held_and_decided_by_another(House house) {
        Api merchant = house.newMerchant();
        String id = merchant.post("/v1/payments", payment("first", 100)).field("merchant_id");
        Answer rule = house.operator().change("PUT", "/v1/risk/rules/suspicious", """
                {"expression": "merchant_id == '%s' && device == 'odd'", "action": "reject"}""".formatted(id));
        assertThat(rule.status()).as(rule.text()).isIn(200, 201);
        Answer held = merchant.post("/v1/payments", """
                {"order_no": "odd", "amount": 1000100, "currency": "EUR", "customer": {"device": "odd"}}""");
        Answer own = merchant.post(
                "/v1/payments/" + held.field("id") + "/review", "{\"decision\":\"accept\",\"reason\":\"mine\"}");

        assertThat(held.field("status")).as(held.text()).isEqualTo("review");
        assertThat(held.json().path("risk").path("score").asInt()).isEqualTo(80);
        assertThat(held.json().path("risk").path("reasons").toString())
                .isEqualTo("[\"amount_over_bound\",\"new_device\",\"rule:suspicious\"]");
        assertThat(own.field("code")).isEqualTo("forbidden");
        assertThat(house.timesCharged(held.field("id"))).isZero();
        assertThat(house.operator().get("/v1/risk/reviews", held).text()).contains(held.field("id"));
        assertThat(house.operator()
                        .change("PUT", "/v1/risk/rules/broken", "{\"expression\":\"amount >\",\"action\":\"review\"}")
                        .text())
                .contains("/expression", "1:9: ");
    }

    private static void patch(House house, String merchantId, String body) {
        Answer changed = house.operator().change("PATCH", "/v1/merchants/" + merchantId, body);
        assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    }

    /** Does something while several callers pay at merchants on all partitions. */
    private static void underLoad(House house, Runnable meanwhile) {
        List<Api> merchants =
                IntStream.range(0, CALLERS).mapToObj(_ -> house.newMerchant()).toList();
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger orders = new AtomicInteger();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            merchants.forEach(merchant -> callers.submit(() -> {
                while (!stop.get()) {
                    merchant.post("/v1/payments", payment("load-" + orders.incrementAndGet(), 700));
                }
            }));
            try {
                meanwhile.run();
            } finally {
                stop.set(true);
            }
        }
    }

    /** The first fact of every payment: what it was when it was opened. */
    private static Map<String, PaymentFact> openedPayments(House house) {
        var codec = new Codecs(HttpSchemaRegistry.of(house.endpoint("registry"))).of(Topics.PAYMENTS);
        var bytes = new ByteArrayDeserializer();
        Map<String, PaymentFact> opened = new HashMap<>();
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                house.endpoint("kafka"),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(config, bytes, bytes)) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(Topics.PAYMENTS.name())
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    PaymentFact fact = codec.decode(record.value());
                    opened.putIfAbsent(fact.getId(), fact);
                });
            }
        }
        return opened;
    }
}
