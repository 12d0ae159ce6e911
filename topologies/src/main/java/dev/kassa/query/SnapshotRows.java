package dev.kassa.query;

import dev.kassa.avro.BalanceRow;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantBalance;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewCodecs;
import dev.kassa.view.ViewKeys;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Makes the rows that are asked for of those that are stored. For one thread. */
interface SnapshotRows {
    /** A row of what is stored next; null where it makes none. */
    @Nullable
    SpecificRecordBase take(Spool.Entry entry);

    /** After the last stored one, again and again until it is null: rows that are still to come. */
    default @Nullable SpecificRecordBase last() {
        return null;
    }

    /** What is read for a question: balances of a moment before the last are made of the entries before it. */
    static Kind stored(Question question) {
        return question.kind() == Kind.BALANCES && question.toMs() != Long.MAX_VALUE ? Kind.ENTRIES : question.kind();
    }

    static SnapshotRows of(Question question, ViewCodecs codecs) {
        boolean business = question.time() == Time.BUSINESS;
        return switch (question.kind()) {
            case PAYMENTS ->
                entry -> {
                    PaymentFact fact = codecs.payments().decode(Stamped.fact(entry.value()));
                    return within(question, business ? fact.getOccurredAtMs() : fact.getCreatedAtMs()) ? fact : null;
                };
            case REFUNDS ->
                entry -> {
                    RefundFact fact = codecs.refunds().decode(Stamped.fact(entry.value()));
                    return within(question, business ? fact.getOccurredAtMs() : fact.getCreatedAtMs()) ? fact : null;
                };
            case ENTRIES ->
                entry -> {
                    EntryFact fact = codecs.entries().decode(entry.value());
                    return within(question, moment(fact, business)) ? fact : null;
                };
            case BALANCES ->
                stored(question) == Kind.BALANCES
                        ? entry -> balance(entry, codecs)
                        : new BalancesBefore(question.toMs(), business, codecs);
        };
    }

    private static boolean within(Question question, long atMs) {
        return atMs >= question.fromMs() && atMs < question.toMs();
    }

    static long moment(EntryFact entry, boolean business) {
        return business ? entry.getOccurredAtMs() : entry.getPostedAtMs();
    }

    private static BalanceRow balance(Spool.Entry entry, ViewCodecs codecs) {
        String merchantId = ViewKeys.merchantOf(entry.key());
        MerchantBalance balance = codecs.balances().decode(entry.value());
        return new BalanceRow(
                merchantId,
                ViewKeys.lastPart(entry.key(), ViewKeys.balances(merchantId)),
                balance.getPending(),
                balance.getAvailable(),
                balance.getReserve(),
                balance.getInTransit(),
                balance.getRefundHold(),
                balance.getDisputeHold());
    }
}
