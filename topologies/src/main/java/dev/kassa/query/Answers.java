package dev.kassa.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.BalanceRow;
import dev.kassa.avro.FindDossiers;
import dev.kassa.avro.FindOrders;
import dev.kassa.avro.FindPayments;
import dev.kassa.avro.FindRefunds;
import dev.kassa.avro.ListDossiers;
import dev.kassa.avro.ListPayments;
import dev.kassa.avro.ListRefunds;
import dev.kassa.avro.ListReviews;
import dev.kassa.avro.MerchantBalance;
import dev.kassa.avro.ReadBalances;
import dev.kassa.avro.ReadEntries;
import dev.kassa.avro.ReadSettled;
import dev.kassa.avro.ReadTotals;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.schema.Ids;
import dev.kassa.view.PastBalance;
import dev.kassa.view.ViewKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Answers questions from the rows of one partition, each in one pass. Facts are handed on as they are stored. */
final class Answers {
    private Answers() {}

    /** @throws IllegalArgumentException where a question makes no sense, such as a cursor that is not ours */
    static ViewAnswer answer(int partition, Object ask, Rows rows) {
        ViewAnswer answer = nothing(partition, ViewOutcome.ANSWERED, null);
        switch (ask) {
            case FindPayments find ->
                answer.setPayments(found(rows, find.getMerchantId(), find.getIds(), ViewKeys::payment));
            case FindRefunds find ->
                answer.setRefunds(found(rows, find.getMerchantId(), find.getIds(), ViewKeys::refund));
            case FindOrders find -> find.getOrderNos().forEach(orderNo -> order(answer, rows, find, orderNo));
            case ListPayments list -> {
                PaymentList.Page page = new PaymentList(list).page(rows);
                answer.setPayments(page.facts());
                answer.setNextCursor(page.nextCursor());
            }
            case ListRefunds list -> {
                RefundList.Page page = new RefundList(list).page(rows);
                answer.setRefunds(page.facts());
                answer.setNextCursor(page.nextCursor());
            }
            case ListReviews list -> answer.setPayments(new ReviewQueue(rows).after(list.getAfter(), list.getLimit()));
            case ReadBalances read -> answer.setBalances(balances(rows, read));
            case ReadEntries read -> answer.setEntries(entries(rows, read));
            case FindDossiers find ->
                answer.setDossiers(found(
                        rows,
                        find.getMerchantId(),
                        find.getIds(),
                        (owner, id) -> ViewKeys.dossier(find.getKind(), owner, id)));
            case ListDossiers list -> {
                DossierList.Page page = new DossierList(list).page(rows);
                answer.setDossiers(page.facts());
                answer.setNextCursor(page.nextCursor());
            }
            case ReadSettled read -> {
                SettledEntries.Page page = new SettledEntries(read).page(rows);
                answer.setEntries(page.entries());
                answer.setNextCursor(page.nextCursor());
            }
            case ReadTotals _ -> totals(answer, rows);
            default -> throw new IllegalArgumentException("a question that is not known here: " + ask);
        }
        return answer;
    }

    static ViewAnswer nothing(int partition, ViewOutcome outcome, @Nullable String reason) {
        return ViewAnswer.newBuilder()
                .setPartition(partition)
                .setOutcome(outcome)
                .setReason(reason)
                .setTotals(new HashMap<>())
                .build();
    }

    private static List<ByteBuffer> found(
            Rows rows, @Nullable String merchantId, List<String> ids, BiFunction<String, String, Bytes> key) {
        List<ByteBuffer> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            ByteBuffer fact = merchantId == null ? rows.factOfAnybody(id, key) : rows.fact(key.apply(merchantId, id));
            if (fact != null) {
                found.add(fact);
            }
        }
        return found;
    }

    private static void order(ViewAnswer answer, Rows rows, FindOrders find, String orderNo) {
        Bytes ofOrder = ViewKeys.order(find.getMerchantId(), orderNo);
        rows.eachBeginning(ofOrder, (key, _) -> {
            String id = ViewKeys.lastPart(key, ofOrder);
            boolean refund = id.startsWith(Ids.REFUND);
            ByteBuffer fact = rows.fact(
                    refund ? ViewKeys.refund(find.getMerchantId(), id) : ViewKeys.payment(find.getMerchantId(), id));
            if (fact != null) {
                (refund ? answer.getRefunds() : answer.getPayments()).add(fact);
            }
        });
    }

    private static List<BalanceRow> balances(Rows rows, ReadBalances read) {
        String merchantId = read.getMerchantId();
        PastBalance past = new PastBalance(rows.store(), rows.codecs());
        List<BalanceRow> balances = new ArrayList<>();
        Bytes ofMerchant = ViewKeys.balances(merchantId);
        rows.eachBeginning(ofMerchant, (key, row) -> {
            String currency = ViewKeys.lastPart(key, ofMerchant);
            MerchantBalance now = rows.codecs().balances().decode(row);
            Long asOfMs = read.getAsOfMs();
            MerchantBalance then = asOfMs == null ? now : past.asOf(merchantId, currency, now, asOfMs);
            if (then.getSequence() > 0) {
                balances.add(row(merchantId, currency, then));
            }
        });
        return balances;
    }

    /** A balance as it is read. */
    static BalanceRow row(String merchantId, String currency, MerchantBalance balance) {
        return new BalanceRow(
                merchantId,
                currency,
                balance.getPending(),
                balance.getAvailable(),
                balance.getReserve(),
                balance.getInTransit(),
                balance.getRefundHold(),
                balance.getDisputeHold());
    }

    private static List<ByteBuffer> entries(Rows rows, ReadEntries read) {
        List<ByteBuffer> entries = new ArrayList<>();
        rows.eachBeginning(ViewKeys.ofPayment(read.getMerchantId(), read.getPaymentId()), (key, _) -> {
            byte[] entry = rows.row(ViewKeys.entry(read.getMerchantId(), ViewKeys.lastNumber(key)));
            if (entry != null) {
                entries.add(ByteBuffer.wrap(entry));
            }
        });
        return entries;
    }

    private static void totals(ViewAnswer answer, Rows rows) {
        byte[] applied = rows.row(ViewKeys.APPLIED);
        answer.setApplied(
                applied == null
                        ? new AppliedFacts(0L, 0L, 0L, ByteBuffer.wrap("".getBytes(UTF_8)), 0L, 0L, 0L, 0L, 0L)
                        : rows.codecs().applied().decode(applied));
        rows.eachBeginning(
                ViewKeys.ALL_TOTALS,
                (key, row) -> answer.getTotals()
                        .put(
                                ViewKeys.lastPart(key, ViewKeys.ALL_TOTALS),
                                rows.codecs().totals().decode(row)));
    }
}
