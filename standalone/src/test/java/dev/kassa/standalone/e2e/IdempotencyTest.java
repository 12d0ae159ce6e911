package dev.kassa.standalone.e2e;

import static dev.kassa.standalone.e2e.House.payment;
import static dev.kassa.standalone.e2e.House.refund;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.e2e.Api.Answer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(House.Shared.class)
class IdempotencyTest {
    private static final int AT_ONCE = 200;

    @Test
    void theSameRequestManyTimesAtOnceIsOnePaymentOneChargeAndOneBody(House house) throws Exception {
        Api merchant = house.newMerchant();

        List<Answer> answers = atOnce(AT_ONCE, () -> merchant.post("/v1/payments", payment("1001", 10_000)));

        Set<String> bodies = new HashSet<>();
        answers.forEach(answer -> bodies.add(answer.status() + " " + answer.text()));
        assertThat(bodies).hasSize(1).first().asString().startsWith("201 ");
        assertThat(house.timesCharged(answers.getFirst().field("id"))).isEqualTo(1);
        assertThat(merchant.get("/v1/payments", answers.getFirst()).json().path("data"))
                .hasSize(1);
    }

    @Test
    void aRepeatGetsTheFirstAnswerByteForByteAndSaysSo(House house) {
        Api merchant = house.newMerchant();
        Answer first = merchant.post("/v1/payments", payment("1001", 10_000), "Idempotency-Key", "key-1");

        Answer repeat = merchant.post("/v1/payments", payment("1001", 10_000), "Idempotency-Key", "key-1");

        assertThat(repeat.text()).isEqualTo(first.text());
        assertThat(repeat.status()).isEqualTo(first.status());
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(first.header("Idempotent-Replayed")).isNull();
    }

    @Test
    void aRefusalIsRepeatedToo(House house) {
        Api merchant = house.newMerchant();
        Answer first = merchant.post("/v1/refunds", refund("unknown", "R-1", 100));

        Answer repeat = merchant.post("/v1/refunds", refund("unknown", "R-1", 100));

        assertThat(first.field("code")).isEqualTo("payment_not_found");
        assertThat(repeat.text()).isEqualTo(first.text());
        assertThat(repeat.header("Idempotent-Replayed")).isEqualTo("true");
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused(House house) {
        Api merchant = house.newMerchant();
        merchant.post("/v1/payments", payment("1001", 10_000), "Idempotency-Key", "key-1");

        Answer other = merchant.post("/v1/payments", payment("1001", 10_001), "Idempotency-Key", "key-1");

        assertThat(other.status()).isEqualTo(422);
        assertThat(other.field("code")).isEqualTo("idempotency_key_reused");
    }

    @Test
    void aPaidOrderCannotBePaidAgainOnAnyKey(House house) {
        Api merchant = house.newMerchant();
        merchant.post("/v1/payments", payment("1001", 10_000), "Idempotency-Key", "key-1");

        Answer again = merchant.post("/v1/payments", payment("1001", 10_000), "Idempotency-Key", "key-2");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.field("code")).isEqualTo("order_already_paid");
    }

    @Test
    void ofTwoRefundsThatTogetherAreTooMuchOneIsMade(House house) throws Exception {
        Api merchant = house.newMerchant();
        Answer paid = merchant.post("/v1/payments", payment("1001", 10_000));

        List<Answer> answers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Answer> one = threads.submit(() -> merchant.post("/v1/refunds", refund("1001", "R-1", 6_000)));
            Future<Answer> other = threads.submit(() -> merchant.post("/v1/refunds", refund("1001", "R-2", 6_000)));
            answers = List.of(one.get(), other.get());
        }

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(201, 409);
        assertThat(answers).extracting(answer -> answer.field("code")).contains("refund_exceeds_captured");
        assertThat(house.simulator()
                        .get("/records/" + paid.field("id") + ":authorize")
                        .number("amount_refunded"))
                .isEqualTo(6_000);
    }

    @Test
    void twoEqualRefundsWithTwoNumbersAreTwo(House house) {
        Api merchant = house.newMerchant();
        merchant.post("/v1/payments", payment("1001", 10_000));

        Answer one = merchant.post("/v1/refunds", refund("1001", "R-1", 2_000));
        Answer other = merchant.post("/v1/refunds", refund("1001", "R-2", 2_000));

        assertThat(List.of(one.status(), other.status())).containsExactly(201, 201);
        assertThat(one.field("id")).isNotEqualTo(other.field("id"));
    }

    private static List<Answer> atOnce(int times, Callable<Answer> call) throws Exception {
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Answer> answer : threads.invokeAll(java.util.Collections.nCopies(times, call))) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
