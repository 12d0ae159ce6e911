package dev.kassa.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyHashTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final KeyHash hash = new KeyHash(SECRET);

    /** As {@code openssl dgst -sha256 -mac HMAC} has it. */
    @Test
    void isHmacWithTheSecret() {
        assertThat(hex(hash.of("kk_acmeacme_s")))
                .isEqualTo("c73e3b930d8fbe6a886aff02351bdc07d608ecff360846cc482dbed42d849620");
    }

    @Test
    void anotherSecretMakesAnotherHash() {
        assertThat(new KeyHash(SECRET + "0").of("a key")).isNotEqualTo(hash.of("a key"));
    }

    @Test
    void threadsDoNotDisturbEachOther() {
        String alone = hex(hash.of("a key"));

        assertThat(IntStream.range(0, 20_000).parallel().mapToObj(i -> {
                    hash.of("another " + i);
                    return hex(hash.of("a key"));
                }))
                .containsOnly(alone);
    }

    @Test
    void aShortSecretIsNone() {
        assertThatThrownBy(() -> new KeyHash("secret")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
