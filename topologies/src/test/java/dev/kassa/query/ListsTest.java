package dev.kassa.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.port.Queries.BalanceView;
import dev.kassa.port.Queries.ListTime;
import dev.kassa.port.Queries.PaymentFilter;
import dev.kassa.port.Queries.PaymentPage;
import dev.kassa.port.Queries.RefundFilter;
import dev.kassa.port.Queries.RefundPage;
import dev.kassa.view.FactLog;
import dev.kassa.view.ViewsDriver;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists and past balances, against what a plain model of the same facts says. */
final class ListsTest {
    private static final String ACME = "acme";

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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void every_list_is_what_a_plain_model_says(long seed) {
        Random random = new Random(seed);
        Map<String, PaymentFact> payments = new LinkedHashMap<>();
        for (int i = 0; i < 120; i++) {
            PaymentFact payment = log.payment(
                    random.nextInt(5) == 0 ? "other" : ACME,
                    "order-" + i,
                    1 + i,
                    random.nextBoolean() ? "EUR" : "GBP",
                    random.nextInt(3) == 0 ? random.nextInt(120) * 1000L : 0);
            for (int step = random.nextInt(3); step > 0; step--) {
                payment = log.changed(payment, PaymentStatusCode.values()[1 + random.nextInt(8)]);
            }
            if (payment.getMerchantId().equals(ACME)) {
                payments.put(payment.getId(), payment);
            }
        }
        for (int asked = 0; asked < 200; asked++) {
            ListTime time = random.nextBoolean() ? ListTime.BUSINESS : ListTime.PROCESSING;
            PaymentFilter filter = new PaymentFilter(
                    time,
                    random.nextBoolean() ? 0 : FactLog.START_MS + random.nextInt(300) * 1000L,
                    random.nextBoolean() ? Long.MAX_VALUE : FactLog.START_MS + random.nextInt(300) * 1000L,
                    random.nextBoolean()
                            ? null
                            : PaymentStatusCode.values()[1 + random.nextInt(8)]
                                    .name()
                                    .toLowerCase(Locale.ROOT),
                    random.nextInt(4) == 0 ? "simulator" : null,
                    random.nextInt(3) == 0 ? "EUR" : null,
                    1 + random.nextInt(30),
                    null);

            assertThat(walk(filter)).as(filter.toString()).isEqualTo(model(payments.values(), filter));
        }
    }

    private List<String> walk(PaymentFilter filter) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            PaymentPage page = queries.payments(
                    ACME,
                    new PaymentFilter(
                            filter.time(),
                            filter.fromMs(),
                            filter.toMs(),
                            filter.status(),
                            filter.channel(),
                            filter.currency(),
                            filter.limit(),
                            cursor));
            assertThat(page.data()).hasSizeLessThanOrEqualTo(filter.limit());
            page.data().forEach(payment -> ids.add(payment.getId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }

    private static List<String> model(Iterable<PaymentFact> payments, PaymentFilter filter) {
        ToLongFunction<PaymentFact> time =
                filter.time() == ListTime.BUSINESS ? PaymentFact::getOccurredAtMs : PaymentFact::getCreatedAtMs;
        List<PaymentFact> wanted = new ArrayList<>();
        for (PaymentFact payment : payments) {
            long at = time.applyAsLong(payment);
            if (at >= filter.fromMs()
                    && at < filter.toMs()
                    && (filter.status() == null || payment.getStatus().name().equalsIgnoreCase(filter.status()))
                    && (filter.currency() == null || payment.getCurrency().equals(filter.currency()))) {
                wanted.add(payment);
            }
        }
        wanted.sort(
                Comparator.comparingLong(time).thenComparing(PaymentFact::getId).reversed());
        return wanted.stream().map(PaymentFact::getId).toList();
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        log.payment(ACME, "order-1", 1, "EUR");
        log.refund(log.payment(ACME, "order-2", 100, "EUR"), "r", 1);
        log.refund(log.payment(ACME, "order-3", 100, "EUR"), "r", 1);
        String ofRefunds = queries.refunds(ACME, refunds(null, null, 1, null)).nextCursor();

        assertThat(ofRefunds).isNotNull();
        assertThatThrownBy(() -> queries.payments(
                        ACME, new PaymentFilter(ListTime.PROCESSING, 0, 9, null, null, null, 1, ofRefunds)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> queries.refunds(ACME, refunds(null, null, 1, "AAAA")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refunds_are_listed_newest_first_and_those_of_a_payment_by_themselves() {
        PaymentFact one = log.paid(ACME, "order-1", 100, "EUR", 1);
        PaymentFact two = log.paid(ACME, "order-2", 100, "EUR", 1);
        List<String> newestFirst = new ArrayList<>();
        List<String> ofTwo = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            RefundFact refund = log.refund(i % 2 == 0 ? one : two, "r-" + i, 1);
            newestFirst.addFirst(refund.getId());
            if (i % 2 == 1) {
                ofTwo.addFirst(refund.getId());
            }
        }
        log.refund(log.paid("other", "order-1", 100, "EUR", 1), "r-1", 1);

        assertThat(walkRefunds(null)).isEqualTo(newestFirst);
        assertThat(walkRefunds(two.getId())).isEqualTo(ofTwo);
        assertThat(queries.refunds(ACME, refunds(null, "succeeded", 10, null)).data())
                .isEmpty();
        assertThat(queries.refunds("other", refunds(two.getId(), null, 10, null))
                        .data())
                .isEmpty();
    }

    private List<String> walkRefunds(@Nullable String paymentId) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            RefundPage page = queries.refunds(ACME, refunds(paymentId, null, 2, cursor));
            page.data().forEach(refund -> ids.add(refund.getId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }

    private static RefundFilter refunds(
            @Nullable String paymentId, @Nullable String status, int limit, @Nullable String cursor) {
        return new RefundFilter(paymentId, ListTime.PROCESSING, 0, Long.MAX_VALUE, status, limit, cursor);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void every_list_of_refunds_is_what_a_plain_model_says(long seed) {
        Random random = new Random(seed);
        List<PaymentFact> payments = new ArrayList<>();
        List<RefundFact> refunds = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            payments.add(log.paid(i % 5 == 4 ? "other" : ACME, "order-" + i % 9, 100_00, "EUR", 1));
        }
        for (int i = 0; i < 120; i++) {
            PaymentFact of = payments.get(random.nextInt(payments.size()));
            RefundFact refund = log.refund(of, "r-" + i, 1, random.nextInt(3) == 0 ? random.nextInt(120) * 1000L : 0);
            if (of.getMerchantId().equals(ACME)) {
                refunds.add(refund);
            }
        }
        for (int asked = 0; asked < 200; asked++) {
            RefundFilter filter = new RefundFilter(
                    random.nextInt(3) == 0
                            ? payments.get(random.nextInt(payments.size())).getId()
                            : null,
                    random.nextBoolean() ? ListTime.BUSINESS : ListTime.PROCESSING,
                    random.nextBoolean() ? 0 : FactLog.START_MS + random.nextInt(300) * 1000L,
                    random.nextBoolean() ? Long.MAX_VALUE : FactLog.START_MS + random.nextInt(300) * 1000L,
                    random.nextBoolean() ? null : "processing",
                    1 + random.nextInt(30),
                    null);

            assertThat(walk(filter)).as(filter.toString()).isEqualTo(model(refunds, filter));
        }
    }

    private List<String> walk(RefundFilter filter) {
        List<String> ids = new ArrayList<>();
        String cursor = null;
        do {
            RefundPage page = queries.refunds(
                    ACME,
                    new RefundFilter(
                            filter.paymentId(),
                            filter.time(),
                            filter.fromMs(),
                            filter.toMs(),
                            filter.status(),
                            filter.limit(),
                            cursor));
            assertThat(page.data()).hasSizeLessThanOrEqualTo(filter.limit());
            page.data().forEach(refund -> ids.add(refund.getId()));
            cursor = page.nextCursor();
        } while (cursor != null);
        return ids;
    }

    private static List<String> model(List<RefundFact> refunds, RefundFilter filter) {
        ToLongFunction<RefundFact> time =
                filter.time() == ListTime.BUSINESS ? RefundFact::getOccurredAtMs : RefundFact::getCreatedAtMs;
        return refunds.stream()
                .filter(refund -> time.applyAsLong(refund) >= filter.fromMs()
                        && time.applyAsLong(refund) < filter.toMs()
                        && (filter.paymentId() == null || refund.getPaymentId().equals(filter.paymentId())))
                .sorted(Comparator.comparingLong(time)
                        .thenComparing(RefundFact::getId)
                        .reversed())
                .map(RefundFact::getId)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_balance_as_of_a_moment_is_what_was_posted_by_then(long seed) {
        Random random = new Random(seed);
        TreeMap<Long, Map<String, Long>> pendingAt = new TreeMap<>();
        Map<String, Long> pending = new TreeMap<>();
        for (int i = 0; i < 150; i++) {
            String currency = random.nextBoolean() ? "EUR" : "GBP";
            long amount = 1_00 + random.nextInt(10_00);
            log.paid(random.nextInt(4) == 0 ? "other" : ACME, "order-" + i, amount, currency, 50);
            PaymentFact own = log.paid(ACME, "own-" + i, amount, currency, 50);
            pending.clear();
            queries.balances(ACME, null).forEach(balance -> pending.put(balance.currency(), balance.pending()));
            pendingAt.put(log.nowMs(), Map.copyOf(pending));
            if (random.nextInt(5) == 0) {
                log.refund(own, "r", 10);
                queries.balances(ACME, null).forEach(balance -> pending.put(balance.currency(), balance.pending()));
                pendingAt.put(log.nowMs(), Map.copyOf(pending));
            }
            log.passes(Duration.ofSeconds(random.nextInt(3) == 0 ? random.nextInt(200) : 0));
        }
        for (long atMs = FactLog.START_MS; atMs < log.nowMs() + 5_000; atMs += 1 + random.nextInt(9_000)) {
            Map.Entry<Long, Map<String, Long>> known = pendingAt.floorEntry(atMs);
            // Between the other merchant's payment and the own one of a round nothing of this merchant is certain to
            // the model.
            if (known != null && (pendingAt.higherKey(atMs) == null || pendingAt.higherKey(atMs) - atMs > 6_000)) {
                assertThat(pending(atMs)).as("as of %d", atMs).isEqualTo(known.getValue());
            }
        }
        assertThat(queries.balances(ACME, FactLog.START_MS - 1)).isEmpty();
        assertThat(queries.balances(ACME, Long.MAX_VALUE)).isEqualTo(queries.balances(ACME, null));
    }

    private Map<String, Long> pending(long asOfMs) {
        Map<String, Long> pending = new TreeMap<>();
        for (BalanceView balance : queries.balances(ACME, asOfMs)) {
            pending.put(balance.currency(), balance.pending());
        }
        return pending;
    }

    @Test
    void who_may_see_all_finds_payments_and_refunds_of_any_merchant_by_id() {
        PaymentFact one = log.paid(ACME, "order-1", 100, "EUR", 1);
        PaymentFact two = log.paid("other", "order-1", 100, "EUR", 1);
        RefundFact refund = log.refund(two, "r-1", 1);

        assertThat(queries.payments(List.of(two.getId(), "pay_nonsense", one.getId())))
                .containsOnlyKeys(two.getId(), one.getId());
        assertThat(queries.refunds(List.of(refund.getId(), one.getId()))).containsOnlyKeys(refund.getId());
    }
}
