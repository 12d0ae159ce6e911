package dev.kassa.velocity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.AttributeSeen;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.stream.TopologyApproval;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VelocityTopologyTest {
    @TempDir
    private Path folder;

    private VelocityDriver velocity;

    @BeforeEach
    void start() {
        velocity = new VelocityDriver(folder, Past.none());
    }

    @AfterEach
    void stop() {
        velocity.close();
    }

    @Test
    void the_topology_is_the_approved_one() throws IOException {
        TopologyApproval.verify(
                VelocityTopology.APPLICATION,
                VelocityTopology.build(new Codecs(new InMemorySchemaRegistry()), Past.none(), Unlaid.none(), 4));
    }

    @Test
    void an_address_over_the_bound_is_told_once_in_a_window() {
        for (int i = 0; i < 30; i++) {
            velocity.pays("shop-" + i % 3, "192.0.2.1", null);
        }
        assertThat(velocity.flags()).isEmpty();

        velocity.pays("shop-1", "192.0.2.1", null);
        assertThat(velocity.flags()).containsExactly("ip 192.0.2.1 31 until +120000");

        for (int i = 0; i < 50; i++) {
            velocity.pays("shop-" + i % 3, "192.0.2.1", null);
        }
        assertThat(velocity.flags()).isEmpty();
    }

    @Test
    void who_goes_on_is_told_of_again_before_the_time_is_over() {
        for (int i = 0; i <= 30; i++) {
            velocity.pays("shop-" + i % 2, "192.0.2.1", null);
        }
        assertThat(velocity.flags()).hasSize(1);

        for (int second = 1; second <= 60; second++) {
            velocity.passes(Duration.ofSeconds(1));
            velocity.pays("shop-" + second % 2, "192.0.2.1", null);
        }

        assertThat(velocity.flags()).containsExactly("ip 192.0.2.1 60 until +120000");
    }

    @Test
    void a_device_has_its_own_bound() {
        for (int i = 0; i < 15; i++) {
            velocity.pays("shop-" + i, "192.0.2." + i, "d-1");
        }
        assertThat(velocity.flags()).isEmpty();

        velocity.pays("shop-1", "192.0.2.99", "d-1");

        assertThat(velocity.flags()).containsExactly("device d-1 16 until +120000");
    }

    @Test
    void an_address_at_one_merchant_is_that_merchants_matter() {
        for (int i = 0; i < 100; i++) {
            velocity.pays("shop-1", "192.0.2.1", null);
        }
        assertThat(velocity.flags()).isEmpty();

        velocity.pays("shop-2", "192.0.2.1", null);

        assertThat(velocity.flags()).containsExactly("ip 192.0.2.1 101 until +120000");
    }

    @Test
    void what_is_before_the_window_counts_no_more() {
        for (int i = 0; i < 30; i++) {
            velocity.pays("shop-" + i % 2, "192.0.2.1", null);
        }
        velocity.passes(Duration.ofSeconds(61));

        velocity.pays("shop-1", "192.0.2.1", null);

        assertThat(velocity.flags()).isEmpty();
    }

    @Test
    void a_merchant_that_was_paid_at_before_the_window_counts_no_more() {
        velocity.pays("shop-2", "192.0.2.1", null);
        velocity.passes(Duration.ofSeconds(61));
        for (int i = 0; i < 40; i++) {
            velocity.pays("shop-1", "192.0.2.1", null);
        }

        assertThat(velocity.flags()).isEmpty();
    }

    @Test
    void only_the_first_fact_of_a_payment_counts() {
        for (int i = 0; i < 16; i++) {
            velocity.changes(velocity.pays("shop-" + i % 2, "192.0.2.1", null));
        }

        assertThat(velocity.flags()).isEmpty();
        assertThat(velocity.attributes())
                .singleElement()
                .satisfies(record -> assertThat(record.getFurther()).hasSize(15));
    }

    @Test
    void a_payment_without_an_address_or_device_counts_for_nothing() {
        velocity.pays("shop-1", null, null);
        velocity.pays("shop-1", "", "x".repeat(256));

        assertThat(velocity.attributes()).isEmpty();
    }

    @Test
    void a_changed_bound_holds_within_a_second() {
        velocity.setting("risk.across.ip_max", "2");
        velocity.passes(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            velocity.pays("shop-" + i, "192.0.2.1", null);
        }
        assertThat(velocity.flags()).hasSize(1);

        velocity.setting("risk.across.ip_max", null);
        velocity.passes(Duration.ofSeconds(1));
        for (int i = 0; i < 30; i++) {
            velocity.pays("shop-" + i, "192.0.2.2", null);
        }
        assertThat(velocity.flags()).isEmpty();
    }

    @Test
    void a_changed_window_holds_for_what_is_remembered() {
        for (int i = 0; i < 30; i++) {
            velocity.pays("shop-" + i % 2, "192.0.2.1", null);
        }
        velocity.setting("risk.across.window_seconds", "10");
        velocity.passes(Duration.ofSeconds(11));

        velocity.pays("shop-1", "192.0.2.1", null);

        assertThat(velocity.flags()).isEmpty();
    }

    @Test
    void after_a_start_the_past_counts_and_is_not_told_again() {
        for (int i = 0; i < 31; i++) {
            velocity.pays("shop-" + i % 2, "192.0.2.1", null);
            velocity.pays("shop-" + i % 2, "192.0.2.2", null);
        }
        velocity.pays("shop-1", "192.0.2.3", "d-1");
        List<KeyValue<byte[], byte[]>> before = velocity.attributeRecords();
        List<Long> readFrom = new ArrayList<>();

        try (VelocityDriver restarted =
                new VelocityDriver(folder.resolve("restarted"), (partition, offset, fromMs, past) -> {
                    readFrom.add(fromMs);
                    past.accept(new byte[] {1}, new byte[] {1, 2, 3});
                    before.forEach(record -> past.accept(record.key, record.value));
                })) {
            restarted.pays("shop-1", "192.0.2.1", null);
            assertThat(restarted.flags()).isEmpty();
            assertThat(readFrom).containsExactly(restarted.nowMs() - 60_000);

            for (int i = 0; i < 30; i++) {
                restarted.pays("shop-2", "192.0.2.3", null);
            }
            assertThat(restarted.flags()).containsExactly("ip 192.0.2.3 31 until +120000");
        }
    }

    @Test
    void many_sightings_go_into_a_record_for_each_partition_that_counts() {
        for (int i = 0; i < 100; i++) {
            velocity.pays("shop-1", "192.0.2." + i, "d-" + i);
        }

        List<AttributeSeen> records = velocity.attributes();

        assertThat(records).hasSize(4);
        assertThat(records.stream()
                        .mapToInt(record -> 1 + record.getFurther().size())
                        .sum())
                .isEqualTo(200);
    }

    @Test
    void so_many_payments_are_laid_before_it_is_time() {
        for (int i = 0; i < Laying.UNLAID_MAX; i++) {
            velocity.pays("shop-" + i % 2, "192.0.2.1", null);
        }

        assertThat(velocity.flagsAlready()).containsExactly("ip 192.0.2.1 31 until +120000");
    }

    @Test
    void sightings_that_were_laid_one_by_one_count_with_the_others() {
        for (int i = 0; i < 30; i++) {
            velocity.pipeAlone("ip:192.0.2.1", "shop-" + i % 2);
        }
        assertThat(velocity.flags()).isEmpty();

        velocity.pays("shop-1", "192.0.2.1", null);

        assertThat(velocity.flags()).containsExactly("ip 192.0.2.1 31 until +120000");
    }

    @Test
    void what_cannot_be_read_is_put_aside_and_the_next_is_counted() {
        velocity.pipe(Topics.PAYMENTS.name(), new byte[] {1, 2, 3});
        velocity.pipe(Topics.RISK_ATTRIBUTES.name(), new byte[] {1, 2, 3});
        velocity.pays("shop-1", "192.0.2.1", null);

        assertThat(velocity.deadLetters()).containsExactly("payments", "risk-attributes");
        assertThat(velocity.attributes()).hasSize(1);
    }
}
