package dev.kassa.standalone.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.standalone.replay.FakeApi.Request;
import dev.kassa.standalone.replay.FakeApi.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private static final Response MERCHANT = Response.of(201, "{\"api_key\": \"kk_1_2\"}");
    private static final Response PAID = Response.of(201, "{\"object\": \"payment\", \"status\": \"succeeded\"}");
    private static final Response REFUNDED = Response.of(201, "{\"object\": \"refund\", \"status\": \"succeeded\"}");

    @Test
    void countsRowsAndAmountsByOutcomeAndCode() throws InterruptedException {
        Summary summary = replay(
                request -> switch (request.body().path("order_no").asString("")) {
                    case "declined" ->
                        Response.of(
                                201,
                                "{\"object\": \"payment\", \"status\": \"failed\", \"failure\": {\"code\": \"declined\"}}");
                    case "" -> Response.of(404, "{\"code\": \"payment_not_found\"}");
                    default -> request.path().endsWith("refunds") ? REFUNDED : PAID;
                },
                List.of(payment("1", 100), payment("2", 20), payment("declined", 3), refund("1", 5), refund("", 7)));

        assertThat(summary.lines())
                .containsExactly(
                        new Summary.Line("payment", "succeeded", "", 2, 120),
                        new Summary.Line("payment", "failed", "declined", 1, 3),
                        new Summary.Line("refund", "succeeded", "", 1, 5),
                        new Summary.Line("refund", "refused", "payment_not_found", 1, 7));
    }

    @Test
    void rowsOfOneOrderAreSentOneAfterTheOther() throws InterruptedException {
        AtomicInteger underWay = new AtomicInteger();
        List<String> seen = new ArrayList<>();
        List<OrderRow> rows = new ArrayList<>(List.of(payment("1", 100)));
        for (int i = 1; i <= 20; i++) {
            rows.add(refund("1", i));
        }

        replay(
                request -> {
                    assertThat(underWay.incrementAndGet()).isEqualTo(1);
                    seen.add(request.body().path("amount").asString());
                    underWay.decrementAndGet();
                    return request.path().endsWith("refunds") ? REFUNDED : PAID;
                },
                rows);

        assertThat(seen)
                .containsExactlyElementsOf(
                        rows.stream().map(row -> Long.toString(row.amount())).toList());
    }

    @Test
    void aRowWithoutADefiniteAnswerIsRepeatedUnchanged() throws InterruptedException {
        List<Response> answers = new ArrayList<>(List.of(
                Response.silence(),
                Response.of(503, "{\"code\": \"unavailable\"}"),
                Response.of(429, "{\"code\": \"rate_limited\"}"),
                PAID));
        List<Request> requests = new ArrayList<>();

        Summary summary = replay(
                request -> {
                    requests.add(request);
                    return answers.removeFirst();
                },
                List.of(payment("1", 100)));

        assertThat(summary.lines()).containsExactly(new Summary.Line("payment", "succeeded", "", 1, 100));
        assertThat(requests).hasSize(4).containsOnly(requests.getFirst());
    }

    @Test
    void aRowThatWasOnlyTakenInIsFollowedToItsOutcome() throws InterruptedException {
        AtomicInteger polls = new AtomicInteger();

        Summary summary = replay(
                request -> {
                    if (request.method().equals("POST")) {
                        return new Response(202, "{}", "/v1/payments/pay_1");
                    }
                    return polls.incrementAndGet() < 3
                            ? Response.of(200, "{\"object\": \"payment\", \"status\": \"processing\"}")
                            : Response.of(200, "{\"object\": \"payment\", \"status\": \"succeeded\"}");
                },
                List.of(payment("1", 100)));

        assertThat(summary.lines()).containsExactly(new Summary.Line("payment", "succeeded", "", 1, 100));
    }

    @Test
    void aRowThatNeverGetsADefiniteAnswerIsSaidToBeUnanswered() throws InterruptedException {
        Summary summary =
                replay(request -> Response.of(503, "{\"code\": \"unavailable\"}"), List.of(payment("1", 100)));

        assertThat(summary.allDefinite()).isFalse();
        assertThat(summary.lines()).containsExactly(new Summary.Line("payment", "unanswered", "unavailable", 1, 100));
    }

    @Test
    void aMerchantThatIsThereIsLeftAsItIs() throws InterruptedException {
        try (FakeApi api = new FakeApi(request -> request.path().endsWith("merchants")
                ? Response.of(422, "{\"code\": \"idempotency_key_reused\"}")
                : PAID)) {
            Summary summary = new Replay(settings(api.url()), () -> {}).run(List.of(payment("1", 100)), "test.csv");

            assertThat(summary.merchantsCreated()).isZero();
            assertThat(summary.allDefinite()).isTrue();
        }
    }

    @Test
    void aRefusedKeyStopsTheReplay() {
        try (FakeApi api = new FakeApi(request -> Response.of(401, "{\"code\": \"unauthenticated\"}"))) {
            Replay replay = new Replay(settings(api.url()), () -> {});

            assertThatThrownBy(() -> replay.run(List.of(payment("1", 100)), "test.csv"))
                    .isInstanceOf(ReplayException.class)
                    .hasMessageContaining("unauthenticated");
        }
    }

    private static Summary replay(Function<Request, Response> script, List<OrderRow> rows) throws InterruptedException {
        try (FakeApi api =
                new FakeApi(request -> request.path().endsWith("merchants") ? MERCHANT : script.apply(request))) {
            return new Replay(settings(api.url()), () -> {}).run(rows, "test.csv");
        }
    }

    private static Replay.Settings settings(URI url) {
        return new Replay.Settings(url, "ko_test", 8, 0, new Patience(Duration.ofSeconds(2)));
    }

    private static OrderRow payment(String orderNo, long amount) {
        return new OrderRow(2, OrderRow.Kind.PAYMENT, Instant.EPOCH, orderNo, "", amount, "GBP", "17850", "France");
    }

    private static OrderRow refund(String orderNo, long amount) {
        return new OrderRow(2, OrderRow.Kind.REFUND, Instant.EPOCH, orderNo, "C" + amount, amount, "GBP", "", "France");
    }
}
