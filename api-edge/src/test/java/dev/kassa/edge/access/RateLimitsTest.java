package dev.kassa.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private final Set<String> known = new HashSet<>();
    private final RateLimits rates = new RateLimits(new Rate(1, 3), new Rate(1, 2), known::contains);

    private Caller key(String id, @Nullable Long perSecond) {
        known.add("key:" + id);
        return new Caller.KeyHolder(id, "acme", List.of("merchant"), perSecond, "none");
    }

    @Test
    void aKeyMayAskItsBurstAndNoMore() {
        Caller caller = key("a", null);

        assertThat(rates.count(caller)).isEqualTo(new RateLimits.Standing(true, 3, 2, 1));
        assertThat(rates.count(caller).remaining()).isEqualTo(1);
        assertThat(rates.count(caller).allowed()).isTrue();
        assertThat(rates.count(caller).allowed()).isFalse();
        assertThat(rates.count(key("b", null)).allowed()).isTrue();
    }

    @Test
    void aKeyMayHaveARateOfItsOwn() {
        assertThat(rates.count(key("a", 50L)).limit()).isEqualTo(100);
        assertThat(rates.count(key("a", 5L)).limit()).as("changed").isEqualTo(10);
    }

    @Test
    void keysThatAreNoLongerKnownAreForgotten() {
        for (int i = 0; i < 5_000; i++) {
            rates.count(key("k" + i, null));
            known.clear();
        }

        assertThat(rates.counted()).isLessThan(1_100);
    }

    @Test
    void strangersAreCountedByAddressInBoundedMemory() {
        assertThat(rates.countStranger("192.0.2.1")).isTrue();
        assertThat(rates.countStranger("192.0.2.1")).isTrue();
        assertThat(rates.countStranger("192.0.2.1")).isFalse();
        for (int i = 0; i < 3 * RateLimits.ADDRESSES_MAX; i++) {
            rates.countStranger("10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255));
        }

        assertThat(rates.counted()).isEqualTo(RateLimits.ADDRESSES_MAX);
    }

    @Test
    void aNetworkOfIpv6IsOneStranger() {
        rates.countStranger("2001:db8:0:1:0:0:0:1");
        rates.countStranger("2001:db8:0:1:ffff:0:0:2");

        assertThat(rates.countStranger("2001:db8:0:1:1:2:3:4")).isFalse();
        assertThat(rates.countStranger("2001:db8:0:2:1:2:3:4")).isTrue();
    }
}
