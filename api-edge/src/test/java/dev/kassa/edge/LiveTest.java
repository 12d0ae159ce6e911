package dev.kassa.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.WithdrawalStatusCode;
import dev.kassa.edge.live.Live;
import dev.kassa.schema.Ids;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The live stream over HTTP. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class LiveTest {
    private final EdgeUnderTest edge = new EdgeUnderTest();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterAll
    void stop() {
        edge.close();
        client.close();
    }

    /** One event. */
    private record Event(String id, String name, JsonNode data) {}

    /** A listener. */
    private final class Page implements AutoCloseable {
        final HttpResponse<java.io.InputStream> response;
        final BufferedReader lines;

        Page(String key, String... headers) throws Exception {
            this(edge, key, headers);
        }

        Page(EdgeUnderTest of, String key, String... headers) throws Exception {
            response = client.send(
                    HttpRequest.newBuilder(of.uri("/v1/stream"))
                            .headers(EdgeUnderTest.as(key, headers))
                            .build(),
                    BodyHandlers.ofInputStream());
            lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        }

        Event next() throws IOException {
            String id = "";
            String name = "";
            String data = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !name.isEmpty()) {
                    return new Event(id, name, JsonMapper.shared().readTree(data));
                }
            }
            throw new IOException("the stream ended");
        }

        Event next(String name) throws IOException {
            Event event = next();
            while (!event.name.equals(name)) {
                event = next();
            }
            return event;
        }

        @Override
        public void close() throws IOException {
            response.body().close();
        }
    }

    @Test
    void what_happens_is_told_and_each_sees_its_own_only() throws Exception {
        try (Page all = new Page(Facts.OPERATOR_KEY);
                Page acme = new Page(EdgeUnderTest.ACME);
                Page other = new Page(Facts.key("otherkey"))) {
            all.next("hello");
            acme.next("hello");
            other.next("hello");

            paid(payment("other", "o-2", PaymentStatusCode.FAILED));
            paid(payment("acme", "o-1", PaymentStatusCode.SUCCEEDED));

            assertThat(acme.next("beat").data.path("payments")).hasSize(1);
            Event told = other.next("beat");
            assertThat(told.data.path("payments").path(0).path("order_no").asString())
                    .isEqualTo("o-2");
            assertThat(told.data.path("flow").path(0).path("failed").asInt()).isEqualTo(1);
            List<String> orders = new ArrayList<>();
            while (orders.size() < 2) {
                all.next("beat")
                        .data
                        .path("payments")
                        .forEach(each -> orders.add(each.path("order_no").asString()));
            }
            assertThat(orders).containsExactlyInAnyOrder("o-1", "o-2");
            assertThat(all.next("proof").data.path("healthy").asBoolean()).isTrue();
        }
    }

    @Test
    void settlements_and_withdrawals_are_told_to_their_merchant_and_to_who_works_for_the_platform() throws Exception {
        try (EdgeUnderTest own = new EdgeUnderTest();
                Page all = new Page(own, Facts.OPERATOR_KEY);
                Page acme = new Page(own, EdgeUnderTest.ACME);
                Page other = new Page(own, Facts.key("otherkey"))) {
            all.next("hello");
            acme.next("hello");
            other.next("hello");

            heard(own).take(MoneyFacts.settlement("acme", "stl_1", SettlementStatusCode.PENDING));
            heard(own).take(MoneyFacts.withdrawal("acme", "wd_1", WithdrawalStatusCode.COMPLETED));
            heard(own).take(payment("other", "o-50", PaymentStatusCode.SUCCEEDED));

            for (Page who : List.of(all, acme)) {
                List<String> settled = new ArrayList<>();
                List<String> paidOut = new ArrayList<>();
                while (settled.isEmpty() || paidOut.isEmpty()) {
                    JsonNode beat = who.next("beat").data;
                    beat.path("settlements").forEach(each -> settled.add(each.toString()));
                    beat.path("withdrawals").forEach(each -> paidOut.add(each.toString()));
                }
                assertThat(settled)
                        .containsExactly("{\"id\":\"stl_1\",\"merchant_id\":\"acme\",\"currency\":\"EUR\","
                                + "\"business_date\":\"2011-03-07\",\"net\":2198,\"status\":\"pending\","
                                + "\"updated_at\":\"2011-03-07T12:00:00.000Z\"}");
                assertThat(paidOut)
                        .containsExactly("{\"id\":\"wd_1\",\"merchant_id\":\"acme\",\"withdrawal_no\":\"W-1\","
                                + "\"amount\":100000,\"currency\":\"EUR\",\"status\":\"completed\","
                                + "\"updated_at\":\"2011-03-07T12:00:00.000Z\"}");
            }
            JsonNode others = other.next("beat").data;
            assertThat(others.path("payments")).hasSize(1);
            assertThat(others.path("settlements")).isEmpty();
            assertThat(others.path("withdrawals")).isEmpty();
        }
    }

    @Test
    void who_takes_nothing_is_dropped_and_the_others_hear_on() throws Exception {
        try (EdgeUnderTest own = new EdgeUnderTest();
                Page other = new Page(own, Facts.OPERATOR_KEY);
                Socket stuck = new Socket()) {
            other.next("hello");
            stuck.setReceiveBufferSize(4096);
            stuck.connect(new InetSocketAddress("127.0.0.1", own.server.port()));
            stuck.getOutputStream()
                    .write(("GET /v1/stream HTTP/1.1\r\nHost: kassa\r\nAuthorization: Bearer " + Facts.OPERATOR_KEY
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            await().until(() -> metric(own, "kassa_edge_listeners 2.0"));

            // more than the buffers between the two hold
            for (int burst = 0; burst < 3; burst++) {
                for (int i = 0; i < 20; i++) {
                    heard(own).take(fat(payment("acme", "o-" + (100 + burst * 20 + i), PaymentStatusCode.SUCCEEDED)));
                }
                other.next("beat");
            }

            AtomicInteger number = new AtomicInteger(1_000);
            await().atMost(Duration.ofSeconds(40)).until(() -> {
                long askedNs = System.nanoTime();
                heard(own).take(payment("acme", "o-" + number.incrementAndGet(), PaymentStatusCode.SUCCEEDED));
                other.next("beat");
                assertThat(Duration.ofNanos(System.nanoTime() - askedNs)).isLessThan(Duration.ofSeconds(5));
                return metric(own, "kassa_edge_listeners 1.0");
            });
            assertThat(metric(own, "kassa_edge_listeners_dropped_total 1.0")).isTrue();
        }
    }

    private static boolean metric(EdgeUnderTest edge, String line) {
        return edge.get("/metrics").body().contains(line);
    }

    private static PaymentFact fat(PaymentFact fact) {
        return PaymentFact.newBuilder(fact)
                .setOrderNo(fact.getOrderNo() + "-".repeat(100_000))
                .build();
    }

    @Test
    void who_was_away_goes_on_where_it_was() throws Exception {
        Event before;
        try (Page page = new Page(EdgeUnderTest.ACME)) {
            page.next("hello");
            paid(payment("acme", "o-10", PaymentStatusCode.SUCCEEDED));
            before = page.next("beat");
            paid(payment("acme", "o-11", PaymentStatusCode.SUCCEEDED));
            page.next("beat");
        }
        try (Page again = new Page(EdgeUnderTest.ACME, "Last-Event-ID", before.id)) {
            assertThat(again.next("hello").data.path("resumed").asBoolean()).isTrue();
            assertThat(again.next("beat")
                            .data
                            .path("payments")
                            .path(0)
                            .path("order_no")
                            .asString())
                    .isEqualTo("o-11");
        }
        try (Page another = new Page(Facts.OPERATOR_KEY, "Last-Event-ID", before.id)) {
            assertThat(another.next("hello").data.path("resumed").asBoolean())
                    .as("an id of one merchant's events says nothing of those of all")
                    .isFalse();
        }
        try (Page lost = new Page(EdgeUnderTest.ACME, "Last-Event-ID", "0badcafe-7")) {
            assertThat(lost.next("hello").data.path("resumed").asBoolean()).isFalse();
        }
    }

    @Test
    void one_key_listens_so_often_and_no_more_and_who_left_makes_room() throws Exception {
        List<Page> pages = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                pages.add(new Page(EdgeUnderTest.READ_ONLY));
            }
            try (Page more = new Page(EdgeUnderTest.READ_ONLY)) {
                assertThat(more.response.statusCode()).isEqualTo(429);
            }
        } finally {
            for (Page page : pages) {
                page.close();
            }
        }
        paid(payment("acme", "o-20", PaymentStatusCode.SUCCEEDED)); // who is gone is seen to be when it is written to
        await().untilAsserted(() -> {
            paid(payment("acme", "o-21", PaymentStatusCode.SUCCEEDED));
            try (Page page = new Page(EdgeUnderTest.READ_ONLY)) {
                assertThat(page.response.statusCode()).isEqualTo(200);
            }
        });
    }

    @Test
    void who_begins_to_listen_is_shown_the_last_minute_first() throws Exception {
        try (EdgeUnderTest quiet = new EdgeUnderTest();
                Page first = new Page(quiet, Facts.OPERATOR_KEY)) {
            first.next("hello");
            PaymentFact before = payment("acme", "o-30", PaymentStatusCode.SUCCEEDED);
            Objects.requireNonNull(quiet.heard).lately(before);
            Event told = first.next("beat");
            assertThat(told.data.path("at").asString()).isEqualTo("2011-03-07T12:00:00.000Z");
            assertThat(told.data.path("flow").path(0).path("succeeded").asInt()).isEqualTo(1);

            try (Page second = new Page(quiet, Facts.OPERATOR_KEY)) {
                assertThat(second.next("hello").data.path("resumed").asBoolean())
                        .isFalse();
                assertThat(second.next("beat").data).isEqualTo(told.data);
            }
        }
    }

    @Test
    void a_stream_ends_with_its_key() throws Exception {
        try (EdgeUnderTest own = new EdgeUnderTest();
                Page page = new Page(own, EdgeUnderTest.ACME)) {
            page.next("hello");
            own.merchants.applyRead(Facts.merchant("acme", 3, Facts.keyFact("readonly", null, "readonly")));

            PaymentFact fact = payment("acme", "o-40", PaymentStatusCode.SUCCEEDED);
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                Objects.requireNonNull(own.heard).take(fact);
                return own.get("/metrics").body().contains("kassa_edge_listeners 0.0");
            });
        }
    }

    @Test
    void strangers_hear_nothing() throws Exception {
        try (Page page = new Page("nonsense")) {
            assertThat(page.response.statusCode()).isEqualTo(401);
        }
        try (Page page = new Page(EdgeUnderTest.ACME, "Kassa-Merchant", "other")) {
            assertThat(page.response.statusCode()).isEqualTo(403);
        }
    }

    private void paid(PaymentFact fact) {
        heard(edge).take(fact);
    }

    private static Live.Heard heard(EdgeUnderTest edge) {
        return Objects.requireNonNull(edge.heard, "nobody listens");
    }

    private static PaymentFact payment(String merchantId, String orderNo, PaymentStatusCode status) {
        PaymentFact fact = Facts.payment(merchantId, "", orderNo, status);
        long offset = Integer.parseInt(orderNo.substring(2));
        String id = Ids.of(Ids.PAYMENT, fact.getCreatedAtMs(), fact.getPartition(), offset);
        return PaymentFact.newBuilder(fact)
                .setId(id)
                .setCommandOffset(offset)
                .setUpdatedAtMs(fact.getCreatedAtMs())
                .build();
    }
}
