package dev.kassa.query;

import dev.kassa.avro.BalanceRow;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.MerchantBalance;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.port.Snapshots.Kind;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.view.Archived;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewCodecs;
import dev.kassa.view.ViewKeys;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Makes the rows that are asked for of those that are stored. For one thread. */
interface SnapshotRows {
    /**
     * A row, in one form or both: what need not be looked at is not decoded, and what is made here is not encoded yet.
     *
     * @param bytes of a fact; null: it is a balance
     * @param row null: nobody had to look at it
     */
    record Found(byte @Nullable [] bytes, @Nullable SpecificRecordBase row) {}

    /** A row of what is stored next; null where it makes none. */
    @Nullable
    Found take(KeyValue<Bytes, byte[]> stored);

    /** After the last stored one, again and again until it is null: rows that are still to come. */
    default @Nullable Found last() {
        return null;
    }

    /** What is read for a question: balances of a moment before the last are made of the entries before it. */
    static Kind stored(Question question) {
        return question.kind() == Kind.BALANCES && question.toMs() != Long.MAX_VALUE ? Kind.ENTRIES : question.kind();
    }

    static SnapshotRows of(Question question, ViewCodecs codecs) {
        SnapshotRows all = ofAll(question, codecs);
        return question.unarchived() ? stored -> Archived.is(stored.key, stored.value) ? null : all.take(stored) : all;
    }

    private static SnapshotRows ofAll(Question question, ViewCodecs codecs) {
        boolean business = question.time() == Time.BUSINESS;
        boolean all = question.fromMs() == Long.MIN_VALUE && question.toMs() == Long.MAX_VALUE;
        return switch (question.kind()) {
            case PAYMENTS ->
                stored -> {
                    byte[] bytes = Stamped.fact(stored.value);
                    PaymentFact fact = all ? null : codecs.payments().decode(bytes);
                    return found(question, bytes, fact, fact == null ? 0 : moment(fact, business));
                };
            case REFUNDS ->
                stored -> {
                    byte[] bytes = Stamped.fact(stored.value);
                    RefundFact fact = all ? null : codecs.refunds().decode(bytes);
                    return found(question, bytes, fact, fact == null ? 0 : moment(fact, business));
                };
            case SETTLEMENTS ->
                stored -> {
                    byte[] bytes = Stamped.fact(stored.value);
                    SettlementFact fact = all ? null : codecs.settlements().decode(bytes);
                    return found(question, bytes, fact, fact == null ? 0 : moment(fact, business));
                };
            case ENTRIES ->
                stored -> {
                    EntryFact fact = all ? null : codecs.entries().decode(stored.value);
                    return found(question, stored.value, fact, fact == null ? 0 : moment(fact, business));
                };
            case BALANCES ->
                stored(question) == Kind.BALANCES
                        ? stored -> new Found(null, balance(stored, codecs))
                        : new BalancesBefore(question.toMs(), business, codecs);
        };
    }

    /** @param fact null: all are wanted */
    private static @Nullable Found found(
            Question question, byte[] bytes, @Nullable SpecificRecordBase fact, long atMs) {
        boolean wanted = fact == null || atMs >= question.fromMs() && atMs < question.toMs();
        return wanted ? new Found(bytes, fact) : null;
    }

    private static long moment(PaymentFact payment, boolean business) {
        return business ? payment.getOccurredAtMs() : payment.getCreatedAtMs();
    }

    private static long moment(RefundFact refund, boolean business) {
        return business ? refund.getOccurredAtMs() : refund.getCreatedAtMs();
    }

    private static long moment(SettlementFact settlement, boolean business) {
        return business
                ? TimeUnit.DAYS.toMillis(settlement.getBusinessDate()) + OF_THE_DATE_MS
                : settlement.getCreatedAtMs();
    }

    /** Ten hours UTC is within the same date at offsets from -10:00 to +13:59, where a span is given by dates of a zone. */
    long OF_THE_DATE_MS = TimeUnit.HOURS.toMillis(10);

    static long moment(EntryFact entry, boolean business) {
        return business ? entry.getOccurredAtMs() : entry.getPostedAtMs();
    }

    private static BalanceRow balance(KeyValue<Bytes, byte[]> stored, ViewCodecs codecs) {
        String merchantId = ViewKeys.merchantOf(stored.key);
        MerchantBalance balance = codecs.balances().decode(stored.value);
        return new BalanceRow(
                merchantId,
                ViewKeys.lastPart(stored.key, ViewKeys.balances(merchantId)),
                balance.getPending(),
                balance.getAvailable(),
                balance.getReserve(),
                balance.getInTransit(),
                balance.getRefundHold(),
                balance.getDisputeHold());
    }
}
