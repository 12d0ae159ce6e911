package dev.kassa.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.RefundStatusCode;
import dev.kassa.port.Queries;
import dev.kassa.port.Queries.ListTime;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Queries.RefundFilter;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Snapshot;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.view.FactLog;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecordBase;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views with an archive answer as views without one that are told the same facts, whatever is archived, changed and restored. */
class ArchiveModelTest {
    private static final int STEPS = 400;
    private static final List<String> MERCHANTS = List.of("acme", "beta", "c");

    @TempDir
    Path folder;

    /** The same in both worlds. */
    private final class Worlds {
        final ViewsDriver with = new ViewsDriver(folder.resolve("with"));
        final ViewsDriver without = new ViewsDriver(folder.resolve("without"));
        final ArchiveHouse house = new ArchiveHouse(with);
        final Map<String, PaymentFact> payments = new LinkedHashMap<>();
        final Map<String, RefundFact> refunds = new LinkedHashMap<>();
        final List<ArchiveFact> announced = new ArrayList<>();
        final List<ArchiveFact> kept = new ArrayList<>();

        <T> T both(Function<FactLog, T> deed) {
            T one = deed.apply(with.log());
            assertThat(deed.apply(without.log())).isEqualTo(one);
            return one;
        }

        void close() {
            with.close();
            without.close();
        }
    }

    private static <T> T any(Random random, Map<String, T> of) {
        List<T> all = List.copyOf(of.values());
        return all.get(random.nextInt(all.size()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void answers_are_those_of_views_without_an_archive(long seed) throws Exception {
        Random random = new Random(seed);
        Worlds worlds = new Worlds();
        try {
            for (int step = 0; step < STEPS; step++) {
                deed(random, worlds, step);
                if (step % 20 == 19) {
                    same(random, worlds);
                }
            }
            worlds.with.goThroughArchive();
            same(random, worlds);
            assertThat(worlds.announced).as("files that were made").isNotEmpty();
        } finally {
            worlds.close();
        }
    }

    private static void deed(Random random, Worlds worlds, int step) throws Exception {
        int dice = random.nextInt(100);
        if (dice < 35 || worlds.payments.isEmpty()) {
            String merchant = MERCHANTS.get(random.nextInt(MERCHANTS.size()));
            String order = "o-" + random.nextInt(200);
            long amount = 100 + random.nextInt(10_000);
            long earlierMs = random.nextBoolean() ? 0 : random.nextInt(100_000_000);
            PaymentFact payment = worlds.both(log -> log.payment(merchant, order, amount, "EUR", earlierMs));
            worlds.payments.put(payment.getId(), payment);
        } else if (dice < 60) {
            change(random, worlds);
        } else if (dice < 72) {
            refund(random, worlds, step);
        } else if (dice < 78) {
            Duration time = Duration.ofSeconds(1 + random.nextInt(200));
            worlds.with.log().passes(time);
            worlds.without.log().passes(time);
        } else if (dice < 86) {
            worlds.house.archiveAfter(Duration.ofSeconds(random.nextInt(100)));
            worlds.without.log().passes(ArchiveHouse.RUN);
            worlds.kept.addAll(worlds.house.written());
        } else if (dice < 92) {
            List<ArchiveFact> told = List.copyOf(worlds.kept);
            worlds.kept.clear();
            told.forEach(worlds.house::tell);
            worlds.announced.addAll(told);
        } else if (dice < 96) {
            for (int i = random.nextInt(8); i > 0; i--) {
                worlds.with.stepThroughArchive();
                Thread.sleep(1); // a file is read on a thread of its own
            }
        } else if (dice < 98) {
            int from = random.nextInt(worlds.payments.size());
            worlds.with.log().comesAgainFrom(from);
        } else if (!worlds.announced.isEmpty()) {
            ArchiveFact file = worlds.announced.get(random.nextInt(worlds.announced.size()));
            worlds.house.tell(worlds.house.restored(file));
        }
    }

    private static void change(Random random, Worlds worlds) {
        PaymentFact payment = any(random, worlds.payments);
        PaymentFact changed;
        if (payment.getStatus() == PaymentStatusCode.PROCESSING && random.nextBoolean()) {
            changed = worlds.both(log -> log.captured(payment, 7));
        } else {
            PaymentStatusCode status = List.of(
                            PaymentStatusCode.AUTHORIZED,
                            PaymentStatusCode.FAILED,
                            PaymentStatusCode.SUCCEEDED,
                            PaymentStatusCode.EXPIRED)
                    .get(random.nextInt(4));
            changed = worlds.both(log -> log.changed(payment, status));
        }
        worlds.payments.put(changed.getId(), changed);
    }

    private static void refund(Random random, Worlds worlds, int step) {
        PaymentFact payment = any(random, worlds.payments);
        RefundFact refund = worlds.both(log -> log.refund(payment, "r-" + step, 10));
        worlds.refunds.put(refund.getId(), refund);
        if (random.nextBoolean()) {
            RefundFact old = any(random, worlds.refunds);
            RefundFact over = worlds.both(log -> log.refunded(old, RefundStatusCode.SUCCEEDED));
            worlds.refunds.put(over.getId(), over);
        }
    }

    private static void same(Random random, Worlds worlds) {
        Queries with = worlds.with.queries();
        Queries without = worlds.without.queries();
        for (String merchant : MERCHANTS) {
            for (String status : new String[] {null, "failed", "succeeded", "expired"}) {
                ListTime time = random.nextBoolean() ? ListTime.BUSINESS : ListTime.PROCESSING;
                PaymentFilter filter = new PaymentFilter(time, 0, Long.MAX_VALUE, status, null, null, 50, null);
                assertThat(with.payments(merchant, filter)).isEqualTo(without.payments(merchant, filter));
            }
            RefundFilter refunds = new RefundFilter(null, ListTime.PROCESSING, 0, Long.MAX_VALUE, null, 50, null);
            assertThat(with.refunds(merchant, refunds)).isEqualTo(without.refunds(merchant, refunds));
            long asOfMs = worlds.without.log().nowMs() - random.nextInt(300_000);
            assertThat(with.balances(merchant, asOfMs)).isEqualTo(without.balances(merchant, asOfMs));
            assertThat(with.balances(merchant, null)).isEqualTo(without.balances(merchant, null));
        }
        PaymentFact payment = any(random, worlds.payments);
        assertThat(with.payment(payment.getMerchantId(), payment.getId())).contains(payment);
        assertThat(with.order(payment.getMerchantId(), payment.getOrderNo()))
                .isEqualTo(without.order(payment.getMerchantId(), payment.getOrderNo()));
        assertThat(with.entries(payment.getMerchantId(), payment.getId()))
                .isEqualTo(without.entries(payment.getMerchantId(), payment.getId()));
        assertThat(with.trialBalance()).isEqualTo(without.trialBalance());
        for (Kind kind : Kind.values()) {
            assertThat(rows(worlds.with, kind)).isEqualTo(rows(worlds.without, kind));
        }
    }

    private static List<SpecificRecordBase> rows(ViewsDriver views, Kind kind) {
        List<SpecificRecordBase> rows = new ArrayList<>();
        try (Snapshot snapshot =
                views.snapshots().open(new Question(kind, 0, null, Long.MIN_VALUE, Long.MAX_VALUE, Time.PROCESSING))) {
            snapshot.forEachRemaining(rows::add);
        }
        return rows;
    }
}
