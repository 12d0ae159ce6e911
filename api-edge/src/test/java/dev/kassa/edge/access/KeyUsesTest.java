package dev.kassa.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.KeyUse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyUsesTest {
    private static final Caller TILL = new Caller.KeyHolder("till", "acme", List.of("merchant"), null, "none");
    private static final Caller PERSON = new Caller.Staff("person", List.of("readonly"), null);

    private long nowMs = 1_000;
    private final KeyUses uses = new KeyUses(() -> Instant.ofEpochMilli(nowMs));

    /** Used here at; told by other edges, in this order; used last. */
    @ParameterizedTest
    @CsvSource({
        "    ,     ,     ,     ",
        "1000,     ,     , 1000",
        "    , 2000,     , 2000",
        "1000, 2000,     , 2000",
        "3000, 2000,     , 3000",
        "    , 2000, 2500, 2500",
        "    , 2500, 2000, 2500",
        "2400, 2500, 2000, 2500",
        "2600, 2500, 2000, 2600",
        "   1,    1,    1,    1",
    })
    void the_newest_counts_whoever_tells_of_it_and_in_whatever_order(
            @Nullable Long hereMs, @Nullable Long toldMs, @Nullable Long thenToldMs, @Nullable Long lastMs) {
        if (hereMs != null) {
            nowMs = hereMs;
            uses.used(TILL);
        }
        tell("till", toldMs);
        tell("till", thenToldMs);

        assertThat(uses.lastMs("till")).isEqualTo(lastMs);
    }

    private void tell(String keyId, @Nullable Long atMs) {
        if (atMs != null) {
            uses.apply(new KeyUse(keyId, atMs));
        }
    }

    @Test
    void only_what_nobody_has_told_is_to_be_told() {
        uses.used(TILL);
        uses.used(PERSON);
        assertThat(uses.untold()).containsExactlyInAnyOrder(new KeyUse("till", 1_000L), new KeyUse("person", 1_000L));

        tell("till", 1_000L);
        tell("person", 999L);
        tell("elsewhere", 5_000L);
        assertThat(uses.untold()).containsExactly(new KeyUse("person", 1_000L));

        tell("person", 7_000L);
        assertThat(uses.untold()).isEmpty();

        nowMs = 1_001;
        uses.used(TILL);
        assertThat(uses.untold()).containsExactly(new KeyUse("till", 1_001L));
    }

    @Test
    void the_operators_own_key_is_none_of_the_tables_and_leaves_nothing() {
        uses.used(new Caller.Operator());

        assertThat(uses.untold()).isEmpty();
    }

    @Test
    void a_clock_that_goes_back_takes_no_use_away() {
        uses.used(TILL);
        nowMs = 500;
        uses.used(TILL);

        assertThat(uses.lastMs("till")).isEqualTo(1_000);
    }

    @Test
    void keys_that_there_are_no_more_are_forgotten() {
        uses.used(TILL);
        tell("gone", 10L);

        assertThat(uses.forgetAllBut("till"::equals)).containsExactly("gone");
        assertThat(uses.lastMs("gone")).isNull();
        assertThat(uses.lastMs("till")).isEqualTo(1_000);
    }
}
