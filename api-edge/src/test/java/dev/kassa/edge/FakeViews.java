package dev.kassa.edge;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.PaymentStatusCode;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.port.Queries;
import dev.kassa.port.Reading;
import dev.kassa.port.ViewUnavailableException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Views over what a test puts into them. */
final class FakeViews implements Queries {
    final List<PaymentFact> payments = new ArrayList<>();
    final List<RefundFact> refunds = new ArrayList<>();
    final List<EntryFact> entries = new ArrayList<>();
    final List<SettlementFact> settlements = new ArrayList<>();
    final List<WithdrawalFact> withdrawals = new ArrayList<>();
    final List<BankAccountFact> bankAccounts = new ArrayList<>();
    volatile @Nullable DossierFilter dossierFilter;
    final List<BalanceView> balances = new ArrayList<>();
    volatile TrialBalance trialBalance = new TrialBalance(List.of(), "0:0", true);
    volatile boolean moving;
    volatile boolean behind;
    volatile @Nullable PaymentFilter filter;

    /** How many records a copy is behind that answers; negative: no copy does. */
    volatile long copyLag = -1;

    volatile @Nullable RefundFilter refundFilter;
    volatile @Nullable Long asOfMs;

    @Override
    public Queries with(Reading reading) {
        here();
        if (behind && reading.atLeast() != null) {
            throw new ViewUnavailableException("the views have not seen this position yet", null);
        }
        if (copyLag >= 0 && reading.mayBeStale()) {
            reading.answeredByCopy(copyLag);
        }
        return this;
    }

    @Override
    public void requireAll() {
        here();
    }

    private void here() {
        if (moving) {
            throw new ViewUnavailableException("moving", null);
        }
    }

    @Override
    public Map<String, PaymentFact> payments(Collection<String> ids) {
        here();
        return payments.stream()
                .filter(fact -> ids.contains(fact.getId()))
                .collect(Collectors.toMap(PaymentFact::getId, Function.identity()));
    }

    @Override
    public Map<String, RefundFact> refunds(Collection<String> ids) {
        here();
        return refunds.stream()
                .filter(fact -> ids.contains(fact.getId()))
                .collect(Collectors.toMap(RefundFact::getId, Function.identity()));
    }

    @Override
    public RefundPage refunds(String merchantId, RefundFilter asked) {
        here();
        refundFilter = asked;
        return new RefundPage(refunds, null);
    }

    @Override
    public Optional<PaymentFact> payment(String merchantId, String paymentId) {
        return Optional.ofNullable(payments(merchantId, List.of(paymentId)).get(paymentId));
    }

    @Override
    public Optional<RefundFact> refund(String merchantId, String refundId) {
        return Optional.ofNullable(refunds(merchantId, List.of(refundId)).get(refundId));
    }

    @Override
    public Optional<OrderView> order(String merchantId, String orderNo) {
        return Optional.ofNullable(orders(merchantId, List.of(orderNo)).get(orderNo));
    }

    @Override
    public Map<String, PaymentFact> payments(String merchantId, Collection<String> ids) {
        here();
        return payments.stream()
                .filter(fact -> fact.getMerchantId().equals(merchantId) && ids.contains(fact.getId()))
                .collect(Collectors.toMap(PaymentFact::getId, Function.identity()));
    }

    @Override
    public Map<String, RefundFact> refunds(String merchantId, Collection<String> ids) {
        here();
        return refunds.stream()
                .filter(fact -> fact.getMerchantId().equals(merchantId) && ids.contains(fact.getId()))
                .collect(Collectors.toMap(RefundFact::getId, Function.identity()));
    }

    @Override
    public Map<String, OrderView> orders(String merchantId, Collection<String> orderNos) {
        here();
        return orderNos.stream()
                .map(orderNo -> new OrderView(
                        orderNo,
                        payments.stream()
                                .filter(p -> p.getMerchantId().equals(merchantId)
                                        && p.getOrderNo().equals(orderNo))
                                .toList(),
                        refunds.stream()
                                .filter(r -> r.getMerchantId().equals(merchantId)
                                        && r.getOrderNo().equals(orderNo))
                                .toList()))
                .filter(order -> !order.payments().isEmpty())
                .collect(Collectors.toMap(OrderView::orderNo, Function.identity()));
    }

    @Override
    public PaymentPage payments(String merchantId, PaymentFilter asked) {
        here();
        filter = asked;
        if ("bad".equals(asked.cursor())) {
            throw new IllegalArgumentException("not a cursor");
        }
        return new PaymentPage(payments, null);
    }

    @Override
    public Map<String, SettlementFact> settlements(@Nullable String merchantId, Collection<String> ids) {
        here();
        return settlements.stream()
                .filter(fact -> isOf(merchantId, fact.getMerchantId()) && ids.contains(fact.getId()))
                .collect(Collectors.toMap(SettlementFact::getId, Function.identity()));
    }

    @Override
    public Map<String, WithdrawalFact> withdrawals(@Nullable String merchantId, Collection<String> ids) {
        here();
        return withdrawals.stream()
                .filter(fact -> isOf(merchantId, fact.getMerchantId()) && ids.contains(fact.getId()))
                .collect(Collectors.toMap(WithdrawalFact::getId, Function.identity()));
    }

    @Override
    public Map<String, BankAccountFact> bankAccounts(@Nullable String merchantId, Collection<String> ids) {
        here();
        return bankAccounts.stream()
                .filter(fact -> isOf(merchantId, fact.getMerchantId()) && ids.contains(fact.getId()))
                .collect(Collectors.toMap(BankAccountFact::getId, Function.identity()));
    }

    @Override
    public DossierPage<SettlementFact> settlements(DossierFilter asked) {
        here();
        dossierFilter = asked;
        sound(asked.cursor());
        return new DossierPage<>(settlements, null);
    }

    @Override
    public DossierPage<WithdrawalFact> withdrawals(DossierFilter asked) {
        here();
        dossierFilter = asked;
        sound(asked.cursor());
        return new DossierPage<>(withdrawals, null);
    }

    @Override
    public DossierPage<BankAccountFact> bankAccounts(DossierFilter asked) {
        here();
        dossierFilter = asked;
        sound(asked.cursor());
        return new DossierPage<>(bankAccounts, null);
    }

    @Override
    public EntryPage settledEntries(String merchantId, String settlementId, int limit, @Nullable String cursor) {
        here();
        sound(cursor);
        return new EntryPage(entries, null);
    }

    private static void sound(@Nullable String cursor) {
        if ("bad".equals(cursor)) {
            throw new IllegalArgumentException("not a cursor");
        }
    }

    private static boolean isOf(@Nullable String asked, String merchantId) {
        return asked == null || asked.equals(merchantId);
    }

    @Override
    public List<PaymentFact> reviews(@Nullable String after, int limit) {
        here();
        return payments.stream()
                .filter(payment -> payment.getStatus() == PaymentStatusCode.REVIEW)
                .limit(limit)
                .toList();
    }

    @Override
    public List<BalanceView> balances(String merchantId, @Nullable Long asOf) {
        here();
        asOfMs = asOf;
        return balances;
    }

    @Override
    public List<EntryFact> entries(String merchantId, String paymentId) {
        here();
        return entries;
    }

    @Override
    public TrialBalance trialBalance() {
        here();
        return trialBalance;
    }
}
