package dev.kassa.query;

import dev.kassa.avro.BalanceRow;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.view.ViewCodecs;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.jspecify.annotations.Nullable;

/** Sums merchants' entries up to a moment. They come merchant by merchant, so one merchant's sums are held at a time. */
final class BalancesBefore implements SnapshotRows {
    private final long beforeMs;
    private final boolean business;
    private final ViewCodecs codecs;
    private final TreeMap<String, BalanceRow> sums = new TreeMap<>();
    private final Deque<BalanceRow> done = new ArrayDeque<>();
    private String merchantId = "";

    BalancesBefore(long beforeMs, boolean business, ViewCodecs codecs) {
        this.beforeMs = beforeMs;
        this.business = business;
        this.codecs = codecs;
    }

    @Override
    public @Nullable Found take(KeyValue<Bytes, byte[]> stored) {
        EntryFact fact = codecs.entries().decode(stored.value);
        if (!fact.getMerchantId().equals(merchantId)) {
            close();
            merchantId = fact.getMerchantId();
        }
        if (SnapshotRows.moment(fact, business) < beforeMs) {
            fact.getLegs().forEach(this::add);
        }
        return next();
    }

    @Override
    public @Nullable Found last() {
        close();
        return next();
    }

    private @Nullable Found next() {
        BalanceRow row = done.poll();
        return row == null ? null : new Found(null, row);
    }

    private void close() {
        done.addAll(sums.values());
        sums.clear();
    }

    /** What merchants own is a liability: credits raise a balance, debits lower it. */
    private void add(LegFact leg) {
        String ofMerchant = "merchant:" + merchantId + ":";
        if (!leg.getAccount().startsWith(ofMerchant)) {
            return;
        }
        BalanceRow row = sums.computeIfAbsent(
                leg.getCurrency(), currency -> new BalanceRow(merchantId, currency, 0L, 0L, 0L, 0L, 0L, 0L));
        long amount = Math.subtractExact(leg.getCredit(), leg.getDebit());
        String bucket = leg.getAccount().substring(ofMerchant.length());
        switch (bucket) {
            case "pending" -> row.setPending(Math.addExact(row.getPending(), amount));
            case "available" -> row.setAvailable(Math.addExact(row.getAvailable(), amount));
            case "reserve" -> row.setReserve(Math.addExact(row.getReserve(), amount));
            case "in_transit" -> row.setInTransit(Math.addExact(row.getInTransit(), amount));
            case "refund_hold" -> row.setRefundHold(Math.addExact(row.getRefundHold(), amount));
            case "dispute_hold" -> row.setDisputeHold(Math.addExact(row.getDisputeHold(), amount));
            default -> throw new IllegalStateException("a merchant has no account named " + bucket);
        }
    }
}
