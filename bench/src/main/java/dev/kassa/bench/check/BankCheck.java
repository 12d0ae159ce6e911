package dev.kassa.bench.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * I9 at the bank: it paid each withdrawal once at most, and what left it under a withdrawal and did not come back is what the
 * ledger has in {@code bank:clearing} for it.
 */
public final class BankCheck {
    private static final String CLEARING = "bank:clearing";

    private BankCheck() {}

    /**
     * A payout by the bank's own record.
     *
     * @param withdrawalId its key
     * @param gone minor units that left and did not come back
     */
    public record Payout(String withdrawalId, String currency, int timesPaid, long gone) {}

    /** Every violation; empty where the bank's books and the ledger are the same. */
    public static List<Violation> check(List<Logged<EntryFact>> journal, List<Payout> payouts) {
        Map<String, Long> ledger = new TreeMap<>();
        for (Logged<EntryFact> entry : journal) {
            for (LegFact leg : entry.value().getLegs()) {
                String withdrawal = entry.value().getWithdrawalId();
                if (leg.getAccount().equals(CLEARING) && withdrawal != null) {
                    ledger.merge(
                            withdrawal + " " + leg.getCurrency(), leg.getCredit() - leg.getDebit(), Math::addExact);
                }
            }
        }
        List<Violation> found = new ArrayList<>();
        for (Payout payout : payouts) {
            if (payout.timesPaid() > 1) {
                found.add(new Violation(
                        "I9", payout.withdrawalId(), "the bank paid it " + payout.timesPaid() + " times"));
            }
            Long here = ledger.remove(payout.withdrawalId() + " " + payout.currency());
            long booked = here == null ? 0 : here;
            if (booked != payout.gone()) {
                found.add(new Violation(
                        "I9",
                        payout.withdrawalId(),
                        CLEARING + " has " + booked + " for it, of the bank are gone " + payout.gone()));
            }
        }
        ledger.forEach((withdrawal, booked) -> {
            if (booked != 0) {
                found.add(new Violation(
                        "I9", withdrawal, CLEARING + " has " + booked + " for it, and the bank knows nothing of it"));
            }
        });
        return List.copyOf(found);
    }
}
