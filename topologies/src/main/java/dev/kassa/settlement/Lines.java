package dev.kassa.settlement;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the entries of a settlement add up to, in minor units.
 *
 * @param entries how many there are
 * @param firstSequence of the first in the partition's journal; 0 where there is none
 * @param gross captured
 * @param refunds held for refunds, or gone, less what was given back
 * @param refundsFromAvailable of the refunds, what was taken from available at once
 * @param other what entries of other kinds added to pending
 * @param totals by kind of entry, sorted by kind
 * @param digest 32 bytes: SHA-256 chained over the hashes of a date's entries, in the order of the journal, and then over dates
 */
public record Lines(
        long entries,
        long firstSequence,
        long lastSequence,
        long gross,
        long refunds,
        long refundsFromAvailable,
        long chargebacks,
        long fees,
        long other,
        List<KindTotal> totals,
        ByteBuffer digest) {

    /**
     * The entries of one kind.
     *
     * @param pending what they added to the merchant's pending
     * @param available what they added to the merchant's available
     */
    public record KindTotal(String kind, long entries, long pending, long available) {}

    public Lines {
        totals = List.copyOf(totals);
    }

    /**
     * What the merchant is owed by them: by how much they raised its pending.
     *
     * @throws ArithmeticException where it does not fit
     */
    public long owed() {
        long earned = Math.addExact(Math.subtractExact(gross, refunds), refundsFromAvailable);
        return Math.addExact(Math.subtractExact(Math.subtractExact(earned, chargebacks), fees), other);
    }
}
