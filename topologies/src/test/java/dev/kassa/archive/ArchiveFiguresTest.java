package dev.kassa.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.view.ViewKeys;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the archive costs and saves on one partition, over a real store and files in memory. Prints the figures of decision 30. */
@Tag("campaign")
class ArchiveFiguresTest {
    private static final int PAYMENTS = 100_000;
    private static final int LOOKUPS = 2_000;

    @TempDir
    Path folder;

    @Test
    void rows_take_a_fraction_of_the_room_and_are_found_in_well_under_a_millisecond() throws Exception {
        try (ViewsDriver views = new ViewsDriver(folder)) {
            ArchiveHouse house = new ArchiveHouse(views);
            List<PaymentFact> paid = new ArrayList<>();
            for (int i = 0; i < PAYMENTS; i++) {
                paid.add(views.log().paid("merchant-" + i % 20, "order-" + i, 1_000 + i, "EUR", 25));
            }
            long payments = bytes(views, ViewKeys.ALL_PAYMENTS);
            long entries = bytes(views, ViewKeys.ALL_ENTRIES);
            long[] hot = lookups(views, paid, false);

            long begun = System.nanoTime();
            List<ArchiveFact> files = house.written();
            double writtenSeconds = (System.nanoTime() - begun) / 1e9;
            begun = System.nanoTime();
            files.forEach(house::tell);
            views.goThroughArchive();
            double appliedSeconds = (System.nanoTime() - begun) / 1e9;

            long rows = files.stream().mapToLong(ArchiveFact::getRows).sum();
            System.out.printf(
                    "%,d rows: written and read back %,.0f/s, gone through %,.0f/s%n",
                    rows, rows / writtenSeconds, rows / appliedSeconds);
            System.out.printf(
                    "bytes a row in the store: payment %d to %d, entry %d to %d%n",
                    payments / PAYMENTS,
                    bytes(views, ViewKeys.ALL_PAYMENTS) / PAYMENTS,
                    entries / PAYMENTS,
                    bytes(views, ViewKeys.ALL_ENTRIES) / PAYMENTS);
            files.forEach(file -> System.out.printf(
                    "bytes a row in the file: %s %d%n", file.getKind(), file.getBytes() / file.getRows()));
            long[] cold = lookups(views, paid, true);
            System.out.printf(
                    "look-up p50, p99 in us: in the store %d, %d; in the archive, no block kept %d, %d%n",
                    hot[LOOKUPS / 2], hot[LOOKUPS * 99 / 100], cold[LOOKUPS / 2], cold[LOOKUPS * 99 / 100]);
            assertThat(bytes(views, ViewKeys.ALL_PAYMENTS)).isLessThan(payments * 3 / 4);
            assertThat(cold[LOOKUPS / 2]).isLessThan(5_000);
        }
    }

    private static long bytes(ViewsDriver views, Bytes beginning) {
        long bytes = 0;
        try (KeyValueIterator<Bytes, byte[]> rows = views.store().prefixScan(beginning, new BytesSerializer())) {
            while (rows.hasNext()) {
                KeyValue<Bytes, byte[]> row = rows.next();
                bytes += row.key.get().length + row.value.length;
            }
        }
        return bytes;
    }

    /** Sorted, in microseconds. */
    private static long[] lookups(ViewsDriver views, List<PaymentFact> paid, boolean fresh) {
        Random random = new Random(1);
        long[] us = new long[LOOKUPS];
        for (int i = 0; i < LOOKUPS; i++) {
            PaymentFact payment = paid.get(random.nextInt(paid.size()));
            var readers = fresh ? views.readers() : views.queries();
            readers.payment("nobody", payment.getId()); // so that its codecs are made
            long begun = System.nanoTime();
            assertThat(readers.payment(payment.getMerchantId(), payment.getId()))
                    .contains(payment);
            us[i] = (System.nanoTime() - begun) / 1_000;
        }
        Arrays.sort(us);
        return us;
    }
}
