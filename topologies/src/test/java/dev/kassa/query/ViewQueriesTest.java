package dev.kassa.query;

import static dev.kassa.view.FactLog.START_MS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.ReviewFact;
import dev.kassa.port.Queries.BalanceView;
import dev.kassa.port.Queries.ListTime;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Queries.PaymentPage;
import dev.kassa.port.Queries.TrialBalance.AccountRow;
import dev.kassa.schema.Ids;
import dev.kassa.view.FactLog;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ViewQueriesTest {
    private static final String ACME = "acme";
    private static final String OTHER = "acme2";

    private ViewsDriver views;
    private FactLog log;
    private ViewQueries queries;

    @BeforeEach
    void open(@TempDir Path stateDir) {
        views = new ViewsDriver(stateDir);
        log = views.log();
        queries = views.queries();
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void a_payment_is_its_latest_fact() {
        PaymentFact captured = log.paid(ACME, "order-1", 10_00, "EUR", 50);

        assertThat(queries.payment(ACME, captured.getId())).contains(captured);
    }

    @Test
    void payments_wait_in_the_queue_of_reviews_until_they_are_decided() {
        PaymentFact first = held(log.payment(ACME, "order-1", 10_00, "EUR"));
        PaymentFact second = held(log.payment(OTHER, "order-2", 10_00, "EUR"));
        PaymentFact third = held(log.payment(ACME, "order-3", 10_00, "EUR"));

        log.changed(second, PaymentStatusCode.PROCESSING);

        assertThat(queries.reviews(null, 10))
                .extracting(PaymentFact::getId)
                .containsExactly(first.getId(), third.getId());
        assertThat(queries.reviews(null, 1)).extracting(PaymentFact::getId).containsExactly(first.getId());
        assertThat(queries.reviews(first.getId(), 10))
                .extracting(PaymentFact::getId)
                .containsExactly(third.getId());
    }

    private PaymentFact held(PaymentFact opened) {
        opened.setReview(new ReviewFact(1L, null, null, null, null, null));
        return log.changed(opened, PaymentStatusCode.REVIEW);
    }

    @Test
    void another_merchants_ids_are_not_found() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        RefundFact refund = log.refund(payment, "refund-1", 1_00);

        assertThat(queries.payment(OTHER, payment.getId())).isEmpty();
        assertThat(queries.refund(OTHER, refund.getId())).isEmpty();
        assertThat(queries.order(OTHER, "order-1")).isEmpty();
        assertThat(queries.payments(OTHER, List.of(payment.getId()))).isEmpty();
        assertThat(queries.payments(OTHER, all(10, null)).data()).isEmpty();
        assertThat(queries.balances(OTHER, null)).isEmpty();
        assertThat(queries.entries(OTHER, payment.getId())).isEmpty();
    }

    @Test
    void payments_and_refunds_of_any_merchants_are_found_by_their_ids_alone() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        PaymentFact other = log.paid(OTHER, "order-1", 20_00, "EUR", 50);
        RefundFact refund = log.refund(other, "refund-1", 1_00);
        String nobodys = Ids.ofMerchant(Ids.PAYMENT, ACME, START_MS, 0, 9_999);

        assertThat(queries.payments(List.of(other.getId(), nobodys, payment.getId())))
                .containsOnlyKeys(other.getId(), payment.getId());
        assertThat(queries.refunds(List.of(refund.getId()))).containsOnlyKeys(refund.getId());
    }

    @Test
    void payments_of_an_earlier_build_are_found_by_their_ids_without_a_mark() {
        PaymentFact payment = log.payment(ACME, "order-1", 10_00, "EUR");
        String id = Ids.of(Ids.PAYMENT, payment.getCreatedAtMs(), payment.getPartition(), payment.getCommandOffset());
        PaymentFact old = PaymentFact.newBuilder(payment)
                .setId(id)
                .setStatus(PaymentStatusCode.CREATED)
                .build();

        PaymentFact opened = log.changed(old, PaymentStatusCode.PROCESSING);

        assertThat(queries.payments(List.of(id))).containsOnlyKeys(id).containsValue(opened);
        assertThat(queries.payments(OTHER, List.of(id))).isEmpty();
    }

    @Test
    void a_merchant_that_comes_later_and_has_the_mark_of_another_is_found_as_well() {
        List<String> twins = merchantsOfOneMark();
        PaymentFact first = log.paid(twins.get(0), "order-1", 10_00, "EUR", 50);
        assertThat(queries.payments(List.of(first.getId()))).containsOnlyKeys(first.getId());

        PaymentFact second = log.paid(twins.get(1), "order-1", 20_00, "EUR", 50);

        assertThat(queries.payments(List.of(first.getId(), second.getId())))
                .containsEntry(first.getId(), first)
                .containsEntry(second.getId(), second);
        assertThat(queries.payments(twins.get(0), List.of(second.getId()))).isEmpty();
    }

    private static List<String> merchantsOfOneMark() {
        Map<Integer, String> byMark = new HashMap<>();
        for (int i = 0; ; i++) {
            String merchant = "shop-" + i;
            String twin = byMark.put(Ids.mark(Ids.ofMerchant(Ids.PAYMENT, merchant, 0, 0, 0)), merchant);
            if (twin != null) {
                return List.of(twin, merchant);
            }
        }
    }

    @Test
    void a_merchant_whose_id_and_order_number_run_together_as_anothers_sees_only_its_own() {
        log.payment("ab", "c-1", 1, "EUR");
        log.payment("a", "bc-1", 2, "EUR");
        log.payment("a", "bc-10", 3, "EUR");

        assertThat(queries.order("a", "bc-1").orElseThrow().payments())
                .extracting(PaymentFact::getAmount)
                .containsExactly(2L);
    }

    @Test
    void an_order_has_its_attempts_and_refunds_oldest_first() {
        PaymentFact first = log.changed(log.payment(ACME, "order-1", 10_00, "EUR"), PaymentStatusCode.FAILED);
        PaymentFact second = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        RefundFact refund1 = log.refund(second, "refund-1", 1_00);
        RefundFact refund2 = log.refund(second, "refund-2", 1_00);
        log.paid(ACME, "order-2", 10_00, "EUR", 50);

        var order = queries.order(ACME, "order-1").orElseThrow();

        assertThat(order.payments()).containsExactly(first, second);
        assertThat(order.refunds()).containsExactly(refund1, refund2);
    }

    @Test
    void a_batch_answers_what_there_is() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        RefundFact refund = log.refund(payment, "refund-1", 1_00);

        assertThat(queries.payments(ACME, List.of("pay_none", payment.getId()))).containsOnlyKeys(payment.getId());
        assertThat(queries.refunds(ACME, List.of(refund.getId(), "rf_none"))).containsOnlyKeys(refund.getId());
        assertThat(queries.orders(ACME, List.of("order-1", "order-2"))).containsOnlyKeys("order-1");
    }

    @Test
    void a_batch_of_more_than_a_hundred_is_refused() {
        List<String> keys = IntStream.range(0, 101).mapToObj(i -> "pay_" + i).toList();

        assertThatThrownBy(() -> queries.payments(ACME, keys)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_list_walks_from_the_newest_to_the_oldest_whatever_comes_in_meanwhile() {
        List<String> newestFirst = new ArrayList<>(Stream.generate(() -> log.payment(ACME, "order", 1, "EUR"))
                .limit(7)
                .map(PaymentFact::getId)
                .toList());
        Collections.reverse(newestFirst);

        List<String> walked = new ArrayList<>();
        PaymentPage page = queries.payments(ACME, all(3, null));
        walked.addAll(ids(page));
        while (page.nextCursor() != null) {
            log.payment(ACME, "later", 1, "EUR");
            log.payment(OTHER, "later", 1, "EUR");
            page = queries.payments(ACME, all(3, page.nextCursor()));
            walked.addAll(ids(page));
        }

        assertThat(walked).isEqualTo(newestFirst);
    }

    @Test
    void a_list_ends_with_its_last_page_when_that_is_full() {
        log.payment(ACME, "order-1", 1, "EUR");
        log.payment(ACME, "order-2", 1, "EUR");

        assertThat(queries.payments(ACME, all(2, null)).nextCursor()).isNull();
    }

    @Test
    void a_list_is_from_a_moment_on_and_before_another() {
        log.payment(ACME, "order-1", 1, "EUR");
        PaymentFact second = log.payment(ACME, "order-2", 1, "EUR");
        PaymentFact third = log.payment(ACME, "order-3", 1, "EUR");

        var page = queries.payments(
                ACME,
                new PaymentFilter(
                        ListTime.PROCESSING,
                        second.getCreatedAtMs(),
                        third.getCreatedAtMs(),
                        null,
                        null,
                        null,
                        10,
                        null));

        assertThat(page.data()).containsExactly(second);
    }

    @Test
    void a_list_that_ends_before_it_begins_is_empty() {
        log.payment(ACME, "order-1", 1, "EUR");

        assertThat(queries.payments(
                                ACME,
                                new PaymentFilter(
                                        ListTime.PROCESSING, START_MS + 9000, START_MS, null, null, null, 10, null))
                        .data())
                .isEmpty();
    }

    @Test
    void a_list_is_of_a_status_and_of_a_channel() {
        PaymentFact captured = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        log.changed(log.payment(ACME, "order-2", 10_00, "EUR"), PaymentStatusCode.FAILED);

        assertThat(queries.payments(ACME, filter("succeeded", null)).data()).containsExactly(captured);
        assertThat(queries.payments(ACME, filter(null, "simulator")).data()).hasSize(2);
        assertThat(queries.payments(ACME, filter(null, "stripe")).data()).isEmpty();
    }

    @Test
    void a_cursor_that_is_not_ours_is_refused() {
        assertThatThrownBy(() -> queries.payments(ACME, all(10, "!"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.payments(ACME, all(10, "cGF5Xw")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void balances_are_what_the_entries_come_to() {
        PaymentFact euros = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        log.paid(ACME, "order-2", 300, "JPY", 2);
        log.refund(euros, "refund-1", 4_00);

        assertThat(queries.balances(ACME, null))
                .containsExactly(
                        new BalanceView("EUR", 5_50, 0, 0, 0, 4_00, 0), new BalanceView("JPY", 298, 0, 0, 0, 0, 0));
    }

    @Test
    void entries_of_a_payment_come_in_the_order_in_which_they_were_posted() {
        PaymentFact payment = log.paid(ACME, "order-1", 10_00, "EUR", 50);
        log.paid(ACME, "order-2", 10_00, "EUR", 50);
        log.refund(payment, "refund-1", 4_00);

        assertThat(queries.entries(ACME, payment.getId()))
                .extracting(EntryFact::getKind, EntryFact::getSequence)
                .containsExactly(tuple("capture", 1L), tuple("refund_hold", 3L));
    }

    @Test
    void the_trial_balance_sums_merchants_by_bucket_and_says_how_many_entries_are_in_it() {
        log.refund(log.paid(ACME, "order-1", 10_00, "EUR", 50), "refund-1", 4_00);
        log.paid(OTHER, "order-1", 20_00, "EUR", 50);

        var trialBalance = queries.trialBalance();

        assertThat(trialBalance.position()).isEqualTo("0:3");
        assertThat(trialBalance.healthy()).isTrue();
        var euro = trialBalance.currencies().getFirst();
        assertThat(euro.debits()).isEqualTo(34_00);
        assertThat(euro.credits()).isEqualTo(34_00);
        assertThat(euro.difference()).isZero();
        assertThat(euro.accounts())
                .containsExactly(
                        new AccountRow("channel:simulator:receivable", 30_00, 0, 30_00),
                        new AccountRow("fees", 0, 1_00, -1_00),
                        new AccountRow("merchants:pending", 4_00, 29_00, -25_00),
                        new AccountRow("merchants:refund_hold", 0, 4_00, -4_00));
    }

    @Test
    void a_trial_balance_of_nothing_is_healthy() {
        assertThat(queries.trialBalance().healthy()).isTrue();
        assertThat(queries.trialBalance().position()).isEqualTo("0:0");
    }

    private static PaymentFilter all(int limit, @Nullable String cursor) {
        return new PaymentFilter(ListTime.PROCESSING, 0, Long.MAX_VALUE, null, null, null, limit, cursor);
    }

    private static PaymentFilter filter(@Nullable String status, @Nullable String channel) {
        return new PaymentFilter(ListTime.PROCESSING, 0, Long.MAX_VALUE, status, channel, null, 10, null);
    }

    private static List<String> ids(PaymentPage page) {
        return page.data().stream().map(PaymentFact::getId).toList();
    }
}
