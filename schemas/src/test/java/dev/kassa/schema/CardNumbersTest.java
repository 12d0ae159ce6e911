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

    @Test
    void whateverStandsAroundACardNumberItIsFound() {
        Random random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            String text = noise(random) + "," + printed(random) + "," + noise(random);
            assertThat(CardNumbers.isIn(text)).as(text).isTrue();
        }
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            noise.append("ab019-- ,(".charAt(random.nextInt(10)));
        }
        return noise.toString();
    }

    /** Of 13 to 19 digits, in one run or in groups. */
    private static String printed(Random random) {
        StringBuilder card = new StringBuilder().append(2 + random.nextInt(5));
        int length = 13 + random.nextInt(7);
        while (card.length() < length - 1) {
            card.append(random.nextInt(10));
        }
        for (int check = 0; ; check++) {
            String digits = card.toString() + check;
            if (luhn(digits) % 10 == 0) {
                String gap = random.nextBoolean() ? " " : "-";
                return random.nextBoolean()
                        ? digits
                        : digits.replaceFirst("(....)(....)(....)", "$1" + gap + "$2" + gap + "$3" + gap);
            }
        }
    }

    private static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            sum += i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return sum;
    }
}
