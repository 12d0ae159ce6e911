package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kassa.avro.BalanceRow;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.port.Queries.BalanceView;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Snapshot;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.port.ViewUnavailableException;
import dev.kassa.view.FactLog;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalSnapshotsTest {
    private ViewsDriver views;
    private FactLog log;
    private LocalSnapshots snapshots;

    @BeforeEach
    void open(@TempDir Path stateDir) {
        views = new ViewsDriver(stateDir);
        log = views.log();
        snapshots = views.snapshots();
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void a_merchants_payments_are_all_there_oldest_first_and_nobody_elses() {
        PaymentFact first = log.paid("acme", "o-1", 10_00, "EUR", 50);
        log.paid("acme2", "o-1", 10_00, "EUR", 50);
        PaymentFact second = log.paid("acme", "o-2", 20_00, "EUR", 50);

        assertThat(all(Kind.PAYMENTS, "acme")).containsExactly(first, second);
    }

    @Test
    void without_a_merchant_everybodys_rows_come() {
        PaymentFact acme = log.paid("acme", "o-1", 10_00, "EUR", 50);
        PaymentFact other = log.paid("other", "o-1", 10_00, "EUR", 50);
        RefundFact refund = log.refund(other, "r-1", 1_00);

        assertThat(all(Kind.PAYMENTS, null))
                .extracting(fact -> ((PaymentFact) fact).getId())
                .containsExactlyInAnyOrder(acme.getId(), other.getId());
        assertThat(all(Kind.REFUNDS, null)).containsExactly(refund);
    }

    @Test
    void what_is_applied_after_the_opening_is_not_seen() {
        PaymentFact before = log.paid("acme", "o-1", 10_00, "EUR", 50);
        try (Snapshot payments = snapshots.open(question(Kind.PAYMENTS, "acme"));
                Snapshot entries = snapshots.open(question(Kind.ENTRIES, null))) {
            log.refund(before, "r-1", 1_00);
            log.paid("acme", "o-2", 10_00, "EUR", 50);

            assertThat(payments.position().getPayments()).isEqualTo(2);
            assertThat(rest(payments)).containsExactly(before);
            assertThat(entries.position().getJournal()).isEqualTo(1);
            assertThat(rest(entries)).hasSize(1);
        }
    }

    @Test
    void every_entry_of_the_position_is_there_and_they_balance() {
        for (int i = 0; i < 20; i++) {
            log.refund(log.paid("m-" + i % 3, "o-" + i, 10_00, "EUR", 50), "r-1", 1_00);
        }
        try (Snapshot entries = snapshots.open(question(Kind.ENTRIES, null))) {
            List<SpecificRecordBase> all = rest(entries);

            assertThat(all).hasSize((int) entries.position().getJournal());
            assertThat(all.stream()
                            .flatMap(entry -> ((EntryFact) entry).getLegs().stream())
                            .mapToLong(leg -> leg.getDebit() - leg.getCredit())
                            .sum())
                    .isZero();
        }
    }

    @Test
    void balances_are_those_of_the_views_and_those_before_now_are_the_same() {
        log.refund(log.paid("acme", "o-1", 10_00, "EUR", 50), "r-1", 1_00);
        log.paid("acme", "o-2", 5_00, "USD", 10);
        log.paid("zeta", "o-1", 7_00, "EUR", 10);

        List<SpecificRecordBase> now = all(Kind.BALANCES, null);
        List<SpecificRecordBase> before =
                ask(new Question(Kind.BALANCES, 0, null, Long.MIN_VALUE, Long.MAX_VALUE - 1, Time.PROCESSING));

        assertThat(now).hasSize(3).containsExactlyInAnyOrderElementsOf(before);
        for (SpecificRecordBase row : now) {
            BalanceRow balance = (BalanceRow) row;
            assertThat(views.queries().balances(balance.getMerchantId(), null))
                    .extracting(BalanceView::currency, BalanceView::pending)
                    .contains(tuple(balance.getCurrency(), balance.getPending()));
        }
    }

    @Test
    void balances_of_a_moment_leave_out_what_came_after() {
        PaymentFact first = log.paid("acme", "o-1", 10_00, "EUR", 50);
        long between = postedAt("acme", first) + 1;
        log.paid("acme", "o-2", 10_00, "EUR", 50);

        List<SpecificRecordBase> then =
                ask(new Question(Kind.BALANCES, 0, "acme", Long.MIN_VALUE, between, Time.PROCESSING));

        assertThat(then).hasSize(1);
        assertThat(((BalanceRow) then.getFirst()).getPending()).isEqualTo(9_50);
    }

    @Test
    void rows_are_of_the_time_that_is_asked_for() {
        PaymentFact first = log.paid("acme", "o-1", 10_00, "EUR", 50);
        PaymentFact second = log.paid("acme", "o-2", 10_00, "EUR", 50);
        assertThat(second.getCreatedAtMs()).isGreaterThan(first.getCreatedAtMs());

        assertThat(ask(new Question(
                        Kind.PAYMENTS, 0, "acme", first.getCreatedAtMs(), second.getCreatedAtMs(), Time.PROCESSING)))
                .containsExactly(first);
        assertThat(ask(new Question(
                        Kind.PAYMENTS, 0, "acme", second.getCreatedAtMs(), Long.MAX_VALUE, Time.PROCESSING)))
                .containsExactly(second);
        assertThat(ask(new Question(Kind.PAYMENTS, 0, "acme", second.getOccurredAtMs(), Long.MAX_VALUE, Time.BUSINESS)))
                .contains(second);
    }

    @Test
    void what_is_to_come_of_a_merchant_is_its_own_and_not_the_partitions() {
        PaymentFact first = log.paid("acme", "o-1", 10_00, "EUR", 50);
        for (int i = 0; i < 40; i++) {
            log.refund(log.paid("zeta", "o-" + i, 10_00, "EUR", 50), "r", 1);
        }
        log.refund(log.paid("acme", "o-2", 10_00, "EUR", 50), "r", 1);
        log.paid("acme", "o-3", 10_00, "EUR", 50);

        for (Kind kind : new Kind[] {Kind.PAYMENTS, Kind.REFUNDS, Kind.ENTRIES}) {
            for (String merchant : new String[] {"acme", "zeta", "nobody"}) {
                for (Time time : new Time[] {Time.BUSINESS, Time.PROCESSING}) {
                    try (Snapshot snapshot =
                            snapshots.open(new Question(kind, 0, merchant, Long.MIN_VALUE, Long.MAX_VALUE, time))) {
                        assertThat(snapshot.estimatedRows())
                                .as("%s of %s by %s", kind, merchant, time)
                                .isEqualTo(rest(snapshot).size());
                    }
                }
            }
        }
        try (Snapshot snapshot = snapshots.open(
                new Question(Kind.PAYMENTS, 0, "acme", first.getCreatedAtMs() + 1, Long.MAX_VALUE, Time.PROCESSING))) {
            assertThat(snapshot.estimatedRows()).isEqualTo(2);
        }
    }

    @Test
    void a_partition_that_is_not_here_is_not_answered_for(@TempDir Path another) {
        ViewsDriver leaving = new ViewsDriver(another);
        LocalSnapshots ofThem = leaving.snapshots();
        leaving.close();

        assertThatThrownBy(() -> ofThem.open(question(Kind.PAYMENTS, "acme")))
                .isInstanceOf(ViewUnavailableException.class);
    }

    private long postedAt(String merchantId, PaymentFact payment) {
        return views.queries().entries(merchantId, payment.getId()).getLast().getPostedAtMs();
    }

    private List<SpecificRecordBase> all(Kind kind, @Nullable String merchantId) {
        return ask(question(kind, merchantId));
    }

    private List<SpecificRecordBase> ask(Question question) {
        try (Snapshot snapshot = snapshots.open(question)) {
            List<SpecificRecordBase> rows = rest(snapshot);
            return rows;
        }
    }

    private static List<SpecificRecordBase> rest(Snapshot snapshot) {
        List<SpecificRecordBase> rows = new ArrayList<>();
        snapshot.forEachRemaining(rows::add);
        return rows;
    }

    private static Question question(Kind kind, @Nullable String merchantId) {
        return new Question(kind, 0, merchantId, Long.MIN_VALUE, Long.MAX_VALUE, Time.BUSINESS);
    }
}
