package dev.kassa.trend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.avro.CaptureMode;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.FactPosition;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RiskFact;
import dev.kassa.port.Trends;
import dev.kassa.port.Trends.Dimension;
import dev.kassa.port.Trends.FlowCell;
import dev.kassa.port.Trends.TrendQuestion;
import dev.kassa.schema.Codecs;
import dev.kassa.schema.Ids;
import dev.kassa.schema.InMemorySchemaRegistry;
import dev.kassa.schema.Topics;
import dev.kassa.stream.TopologyApproval;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trend application over the test driver. */
class TrendTopologyTest {
    private static final long START_MS = 1_772_323_200_000L; // 2026-03-01T00:00:00Z
    private static final int START_DAY = (int) TimeUnit.MILLISECONDS.toDays(START_MS);
    private static final int START_HOUR = (int) TimeUnit.MILLISECONDS.toHours(START_MS);

    @TempDir
    Path state;

    private TrendDriver trend;
    private long sequence;

    @BeforeEach
    void start() {
        trend = new TrendDriver(state);
    }

    @AfterEach
    void stop() {
        trend.close();
    }

    @Test
    void the_topology_is_the_approved_one() throws IOException {
        TopologyApproval.verify(
                "trend",
                TrendTopology.build(new Codecs(new InMemorySchemaRegistry()), Slice.SHIPPED, new TrendProgress()));
    }

    @Test
    void what_cannot_be_read_is_put_aside_and_what_follows_is_counted() {
        trend.reads(Topics.PAYMENTS.name(), new byte[] {1, 2, 3}, START_MS);
        trend.reads(Topics.JOURNAL.name(), new byte[0], START_MS);
        trend.reads(Topics.PAYMENTS, payment(START_MS), START_MS);

        assertThat(trend.deadLetters()).isEqualTo(2);
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void a_position_is_waited_for_until_it_can_be_read() {
        trend.reads(Topics.PAYMENTS, payment(START_MS), START_MS);

        assertThat(trend.progress().await(position(1), Duration.ZERO)).isTrue();
        assertThat(trend.progress().await(position(2), Duration.ZERO)).isFalse();
    }

    @Test
    void hours_of_the_last_days_are_kept_and_those_before_are_swept() {
        trend.reads(Topics.PAYMENTS, payment(START_MS), START_MS);
        assertThat(trend.trends().hours(null, START_HOUR, START_HOUR + 1, false))
                .hasSize(1);

        long later = START_MS + TimeUnit.HOURS.toMillis(PartitionTrends.HOURS_KEPT + 1);
        trend.reads(Topics.PAYMENTS, payment(later), later);

        int hour = (int) TimeUnit.MILLISECONDS.toHours(later);
        assertThat(trend.trends().hours(null, START_HOUR, START_HOUR + 1, false))
                .isEmpty();
        assertThat(trend.trends().hours("shop", hour, hour + 1, false)).hasSize(1);
        assertThat(created()).isEqualTo(2);
    }

    @Test
    void history_that_is_brought_in_is_of_its_own_date_and_of_no_hour() {
        long longAgo = START_MS - TimeUnit.DAYS.toMillis(4_000);
        trend.reads(Topics.PAYMENTS, payment(longAgo), START_MS);

        int hour = (int) TimeUnit.MILLISECONDS.toHours(longAgo);
        assertThat(trend.trends().hours(null, hour, hour + 1, false)).isEmpty();
        assertThat(created()).isEqualTo(1);
    }

    @Test
    void what_moved_before_is_one_sum_and_what_moved_since_is_by_date() {
        trend.reads(Topics.JOURNAL, entry(START_DAY - 9, 40), START_MS);
        trend.reads(Topics.JOURNAL, entry(START_DAY - 7, 2), START_MS);
        trend.reads(Topics.JOURNAL, entry(START_DAY, 100), START_MS);
        sequence--;
        trend.reads(Topics.JOURNAL, entry(START_DAY, 100), START_MS); // the same again

        assertThat(trend.trends().flows(null, START_DAY, START_DAY + 1, null))
                .containsExactly(
                        new FlowCell(Trends.BEFORE, "EUR", "channel:simulator:receivable", "capture", 42, 0),
                        new FlowCell(Trends.BEFORE, "EUR", "merchants:pending", "capture", 0, 42),
                        new FlowCell(START_DAY, "EUR", "channel:simulator:receivable", "capture", 100, 0),
                        new FlowCell(START_DAY, "EUR", "merchants:pending", "capture", 0, 100));
        assertThat(trend.trends().flows("other", START_DAY, START_DAY + 1, null))
                .isEmpty();
    }

    @Test
    void what_no_slice_tells_is_refused() {
        Path another = state.resolve("few");
        try (TrendDriver few = new TrendDriver(another, List.of(Slice.of()))) {
            few.reads(Topics.PAYMENTS, payment(START_MS), START_MS);

            assertThatThrownBy(() -> few.trends()
                            .cells(new TrendQuestion(
                                    null, Set.of(Dimension.COUNTRY), true, 0, START_DAY + 1, null, null, null)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("COUNTRY");
        }
    }

    private long created() {
        return trend
                .trends()
                .cells(new TrendQuestion(null, Set.of(), false, 0, START_DAY + 400, null, null, null))
                .stream()
                .mapToLong(cell -> cell.counts().created())
                .sum();
    }

    private static FactPosition position(long payments) {
        return FactPosition.newBuilder()
                .setPartition(0)
                .setPayments(payments)
                .setRefunds(0)
                .setJournal(0)
                .setMerchants(0)
                .build();
    }

    private PaymentFact payment(long occurredAtMs) {
        sequence++;
        return PaymentFact.newBuilder()
                .setId(Ids.of(Ids.PAYMENT, START_MS, 0, sequence))
                .setMerchantId("shop")
                .setOrderNo("o" + sequence)
                .setAmount(100)
                .setCurrency("EUR")
                .setStatus(PaymentStatusCode.PROCESSING)
                .setStatusBefore(PaymentStatusCode.CREATED)
                .setChannel("simulator")
                .setRisk(new RiskFact(0, "accept", List.of(), List.of(), null))
                .setCapture(CaptureMode.AUTOMATIC)
                .setBusinessDate((int) TimeUnit.MILLISECONDS.toDays(occurredAtMs))
                .setOccurredAtMs(occurredAtMs)
                .setCreatedAtMs(START_MS)
                .setUpdatedAtMs(START_MS)
                .setPartition(0)
                .setSequence(sequence)
                .setCommandOffset(sequence)
                .build();
    }

    private EntryFact entry(int date, long amount) {
        sequence++;
        return EntryFact.newBuilder()
                .setId("je_" + sequence)
                .setMerchantId("shop")
                .setKind("capture")
                .setLegs(List.of(
                        new LegFact("channel:simulator:receivable", "EUR", amount, 0L),
                        new LegFact("merchant:shop:pending", "EUR", 0L, amount)))
                .setBusinessDate(date)
                .setOccurredAtMs(START_MS)
                .setPostedAtMs(START_MS)
                .setPartition(0)
                .setSequence(sequence)
                .setCommandOffset(sequence)
                .setPreviousHash(ByteBuffer.allocate(32))
                .setHash(ByteBuffer.allocate(32))
                .build();
    }
}
