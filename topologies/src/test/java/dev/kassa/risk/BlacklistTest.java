package dev.kassa.risk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.risk.BlacklistEntry.Kind;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlacklistTest {
    @ParameterizedTest(name = "{0} has {1}: {2}")
    @CsvSource({
        "192.0.2.7,            192.0.2.7,              true",
        "192.0.2.7,            192.0.2.8,              false",
        "192.0.2.0/24,         192.0.2.255,            true",
        "192.0.2.0/24,         192.0.3.0,              false",
        "192.0.2.77/24,        192.0.2.1,              true",
        "192.0.2.128/25,       192.0.2.127,            false",
        "192.0.2.128/25,       192.0.2.128,            true",
        "0.0.0.0/0,            203.0.113.9,            true",
        "0.0.0.0/0,            2001:db8::1,            false",
        "192.0.2.7/32,         192.0.2.7,              true",
        "192.0.2.7/32,         192.0.2.6,              false",
        "192.0.2.0/24,         ::ffff:192.0.2.9,       true",
        "::ffff:192.0.2.9,     192.0.2.9,              true",
        "::ffff:192.0.2.0/120, 192.0.2.9,              true",
        "2001:db8::/32,        2001:db8:ffff::1,       true",
        "2001:db8::/32,        2001:db9::1,            false",
        "2001:db8::1,          2001:DB8:0:0:0:0:0:1,   true",
        "2001:db8::/65,        2001:db8::7fff:0:0:1,   true",
        "2001:db8::/65,        2001:db8::8000:0:0:1,   false",
        "2001:db8::/64,        2001:db8::ffff:0:0:1,   true",
        "2001:db8::/63,        2001:db8:0:1::1,        true",
        "2001:db8::1/128,      2001:db8::1,            true",
        "::/0,                 192.0.2.1,              true",
        "192.0.2.7,            not an address,         false",
        "192.0.2.7,            192.0.2.7.,             false",
        "192.0.2.7,            192.0.2.007,            false",
        "192.0.2.7,            192.0.2.07,             false",
        "192.0.2.7,            192.0.2.0007,           false",
        "192.0.2.7,            192..2.7,               false",
        "192.0.2.7,            .192.0.2.7,             false",
        "192.0.2.7,            192.0.2.7.0,            false",
        "192.0.2.7,            192.0.2.\u0667,         false",
        "0.0.0.0,              0.0.0.0,                true",
        "255.255.255.255,      255.255.255.255,        true",
        "192.0.2.7,            '',                     false",
    })
    void an_address_is_in_a_range(String listed, String asked, boolean expected) {
        Blacklist blacklist = new Blacklist(List.of(new BlacklistEntry(Kind.IP, listed)));

        assertThat(blacklist.has(Kind.IP, asked)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "IP, 192.0.2.256, false", "IP, 192.0.2, false", "IP, 192.0.2.1/33, false",
        "IP, 192.0.2.1/, false", "IP, 192.0.2.1/-1, false", "IP, 2001:db8::/129, false",
        "IP, 2001:db8, false", "IP, 1:2:3:4:5:6:7:8:9, false", "IP, 1::2::3, false",
        "IP, 1:2:3:4:5:6:7::8, false", "IP, 1:2:3:4:5:6:7:8, true", "IP, '::', true",
        "IP, 12345::, false", "IP, g::, false", "IP, '1:2:3:4:5:6:7:', false",
        "IP, ::1.2.3.4, true", "IP, ::1.2.3.999, false", "IP, localhost, false",
        "IP, fe80::1%eth0, false", "IP, ' 192.0.2.1', false", "IP, ':1:2:3:4:5:6:7', false",
        "DEVICE, d, true", "DEVICE, ' ', false", "COUNTRY, DE, true",
        "COUNTRY, DEU, false", "COUNTRY, 'D1', false", "EMAIL, a@b.c, true",
    })
    void an_entry_is_sound_or_says_why_not(Kind kind, String value, boolean sound) {
        assertThat(new BlacklistEntry(kind, value).fault().isEmpty()).isEqualTo(sound);
    }

    @Test
    void kinds_do_not_mix_and_nothing_is_on_no_list() {
        Blacklist blacklist = new Blacklist(List.of(new BlacklistEntry(Kind.CUSTOMER, "x")));

        assertThat(blacklist.has(Kind.CUSTOMER, "x")).isTrue();
        assertThat(blacklist.has(Kind.DEVICE, "x")).isFalse();
        assertThat(blacklist.has(Kind.CUSTOMER, null)).isFalse();
        assertThat(Blacklist.EMPTY.has(Kind.IP, "192.0.2.1")).isFalse();
    }

    /** The JDK reads the same addresses as we do, where they are written as numbers. */
    @Test
    void addresses_are_read_as_the_jdk_reads_them() throws Exception {
        Random random = new Random(4291);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(bytes);
            if (bytes.length == 16 && random.nextBoolean()) {
                Arrays.fill(bytes, 2 * random.nextInt(4), 8 + 2 * random.nextInt(4), (byte) 0);
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            String text = address.getHostAddress();
            Blacklist blacklist = new Blacklist(List.of(new BlacklistEntry(Kind.IP, text)));

            assertThat(blacklist.has(Kind.IP, compressed(text))).as(text).isTrue();
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            assertThat(blacklist.has(Kind.IP, InetAddress.getByAddress(bytes).getHostAddress()))
                    .as(text)
                    .isFalse();
        }
    }

    private static String compressed(String text) {
        return text.replaceFirst("(^|:)0(:0)+(:|$)", "::");
    }
}
