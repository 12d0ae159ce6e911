package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ViewInstance;
import dev.kassa.avro.ViewRoutes;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RoutesTest {
    private static final URI ONE = URI.create("https://one:1");
    private static final URI TWO = URI.create("https://two:2");

    private final Routes routes = Routes.of(
            new ViewRoutes(List.of(
                    new ViewInstance("one", 1, List.of(0), List.of(1)),
                    new ViewInstance("two", 2, List.of(1), List.of(0)))),
            "https");

    @Test
    void a_partition_has_a_leader_and_copies() {
        assertThat(routes.leader(0)).isEqualTo(ONE);
        assertThat(routes.copies(0)).containsExactly(TWO);
        assertThat(routes.leader(1)).isEqualTo(TWO);
        assertThat(routes.copies(1)).containsExactly(ONE);
        assertThat(routes.instances()).containsExactlyInAnyOrder(ONE, TWO);
    }

    @Test
    void of_a_partition_that_nobody_has_nobody_is_known() {
        assertThat(routes.leader(2)).isNull();
        assertThat(routes.copies(2)).isEmpty();
        assertThat(Routes.UNKNOWN.leader(0)).isNull();
    }
}
