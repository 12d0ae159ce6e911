package dev.kassa.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRulesTest {
    private static final long HOUR_MS = 3_600_000;

    private static Set<String> set(String scopes) {
        return Arrays.stream(scopes.split(" ", -1)).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // scopes of the old, its end in hours, scopes of the new, overlap in hours, its end then
                "merchant, -, merchant, -, -",
                "merchant, -, merchant, 24, 24",
                "merchant, -, merchant, 0, 0",
                "merchant, 2, merchant, 24, 2",
                "merchant, 48, merchant, 24, 24",
                "merchant, -, readonly, 24, -",
                "merchant, 48, readonly, 24, 48",
                "merchant readonly, -, merchant, 24, -",
                "merchant readonly, -, readonly merchant, 24, 24",
            })
    void aKeyOfTheSameScopesEndsWithTheOverlap(
            String old, @Nullable Long end, String followers, @Nullable Integer overlap, @Nullable Long expected) {
        long now = 1_000_000;

        Long expiry = KeyRules.expiryBeside(
                set(old), end == null ? null : Long.valueOf(now + end * HOUR_MS), set(followers), overlap, now);

        assertThat(expiry).isEqualTo(expected == null ? null : Long.valueOf(now + expected * HOUR_MS));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "merchant, a name, 24, 100, none, -",
                "merchant import readonly approver, '', -, -, none, -",
                "merchant, '', -, -, optional, -",
                "merchant, '', -, -, required, -",
                "operator, '', -, -, none, /scopes",
                "merchant merchant, '', -, -, none, /scopes",
                "'', '', -, -, none, /scopes",
                "merchant, '', -1, -, none, /overlap_hours",
                "merchant, '', 673, -, none, /overlap_hours",
                "merchant, '', -, 0, none, /rate_limit",
                "merchant, '', -, -, '', /signing",
                "merchant, '', -, -, always, /signing",
            })
    void whatIsNotValidIsPointedAt(
            String scopes,
            String name,
            @Nullable Integer overlap,
            @Nullable Long rate,
            String signing,
            @Nullable String pointer) {
        assertThat(KeyRules.fault(List.of(scopes.split(" ", -1)), name, overlap, rate, signing))
                .isEqualTo(pointer);
    }
}
