package dev.kassa.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.standalone.e2e.Api.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(House.Shared.class)
class NonsenseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                                                                     | 400 | malformed_request",
                "[]                                                                    | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": 0, \"currency\": \"EUR\"}           | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": -1, \"currency\": \"EUR\"}          | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": 1.5, \"currency\": \"EUR\"}         | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": 1e30, \"currency\": \"EUR\"}        | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": \"100\", \"currency\": \"EUR\"}     | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": 100, \"currency\": \"XXY\"}         | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": 100, \"currency\": \"USD\"}         | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": 100}                                | 422 | validation_failed",
                "{\"order_no\": \"1\", \"amount\": 100, \"currency\": \"EUR\", \"x\": 1} | 422 | validation_failed",
            })
    void nonsenseIsRefusedAndNothingIsWritten(String body, int status, String code, House house) {
        Api merchant = house.newMerchant();

        Answer answer = merchant.post("/v1/payments", body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.field("code")).isEqualTo(code);
        assertThat(merchant.get("/v1/payments").json().path("data")).isEmpty();
    }

    @Test
    void aBodyOfTenMegabytesIsTooLarge(House house) {
        Answer answer = house.newMerchant().post("/v1/payments", "{\"order_no\": \"" + "x".repeat(10 << 20) + "\"}");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.field("code")).isEqualTo("request_too_large");
    }

    @Test
    void aWrongKeyIsRefused(House house) {
        Answer answer = house.operator().withKey("kk_wrong_key").post("/v1/payments", House.payment("1", 100));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.field("code")).isEqualTo("unauthenticated");
    }
}
