package dev.kassa.channel.runner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.channel.runner.Taken.Delivery;
import dev.kassa.channel.runner.Taken.Settlement;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryTest {
    /** The broker drops what it has delivered as often as its limit says, so the last but one already counts as last. */
    @ParameterizedTest
    @CsvSource({
        "0, 10, FIRST",
        "1, 10, FIRST",
        "2, 10, AGAIN",
        "8, 10, AGAIN",
        "9, 10, LAST",
        "10, 10, LAST",
        "2, 2, LAST"
    })
    void deliveryCountSaysWhatMayHaveHappened(int count, int limit, Delivery expected) {
        assertThat(ShareIntake.delivery(count, limit)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"6, AGAIN", "7, FIRST"})
    void whatWasThereWhenThePartitionWasAssignedMayHaveBeenCalled(long offset, Delivery expected) {
        assertThat(new PartitionProgress(7).delivery(offset)).isEqualTo(expected);
    }

    @Test
    void offsetsAreCommittedUpToTheFirstThatIsNotSettled() {
        PartitionProgress progress = new PartitionProgress(0);
        // Offset 3 is a transaction's mark, which is never delivered.
        Taken[] taken = IntStream.of(0, 1, 2, 4).mapToObj(DeliveryTest::taken).toArray(Taken[]::new);
        for (Taken one : taken) {
            progress.add(one);
        }

        taken[1].settle(Settlement.IN_THE_LOG);
        assertThat(progress.advance()).isEmpty();
        taken[0].settle(Settlement.IN_THE_LOG);
        assertThat(progress.advance()).isEqualTo(OptionalLong.of(2));
        taken[2].settle(Settlement.COME_AGAIN);
        taken[3].settle(Settlement.IN_THE_LOG);
        assertThat(progress.advance()).isEmpty();
        Taken again = taken(2);
        assertThat(progress.replace(taken[2], again)).isTrue();
        again.settle(Settlement.IN_THE_LOG);
        assertThat(progress.advance()).isEqualTo(OptionalLong.of(5));
        assertThat(progress.advance()).isEmpty();
    }

    @Test
    void percentilesAreOffByAtMostAnEighth() {
        Histogram histogram = new Histogram();
        IntStream.rangeClosed(1, 10_000).forEach(histogram::record);

        ConnectorMetrics.Latency latency = histogram.snapshot();

        assertThat(latency.count()).isEqualTo(10_000);
        assertThat(latency.p50Micros()).isBetween(5_000L, 5_625L);
        assertThat(latency.p95Micros()).isBetween(9_500L, 10_690L);
        assertThat(latency.p99Micros()).isBetween(9_900L, 11_140L);
    }

    private static Taken taken(long offset) {
        return new Taken(
                new ConsumerRecord<>("channel-commands", 0, offset, new byte[0], new byte[0]),
                Delivery.FIRST,
                settled -> {});
    }
}
