package dev.kassa.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "4111111111111111,              true",
        "4111 1111 1111 1111,           true",
        "4111-1111-1111-1111,           true",
        "378282246310005,               true",
        "3782 822463 10005,             true",
        "6304000000000000,              true",
        "4222222222222,                 true",
        "pay with 5500000000000004 now, true",
        "(5500000000000004),            true",
        "4111111111111112,              false",
        "411111111111,                  false",
        "41111111111111111111,          false",
        "1732292000123,                 false",
        "tok4111111111111111,           false",
        "4111111111111111x,             false",
        "536365,                        false",
        "12345678-1234-1234-1234-123456789012, false",
    })
    void aCardNumberIsToldFromOtherNumbers(String text, boolean card) {
        assertThat(CardNumbers.isIn(text)).isEqualTo(card);
    }

    @Test
    void uuidsAreNoCardNumbers() {
        Random random = new Random(7);
        for (int i = 0; i < 200_000; i++) {
            String uuid = new UUID(random.nextLong(), random.nextLong()).toString();
            assertThat(CardNumbers.isIn(uuid)).as(uuid).isFalse();
            String plain = uuid.replace("-", "");
            assertThat(CardNumbers.isIn("order-" + plain)).as(plain).isFalse();
        }
    }
}
