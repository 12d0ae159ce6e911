package dev.kassa.settlement.window;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.KindTotal;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementLines;
import dev.kassa.ledger.Account;
import dev.kassa.ledger.Account.Bucket;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A random log as the core writes it, and what is to be drawn up of it: entries of some merchants and dates, dates that are
 * cut, and empty ones that are opened again. What an entry adds up to is said here in another way than in the application.
 */
final class SettledLog {
    private static final LocalDate FIRST = LocalDate.parse("2026-01-05");
    private static final int WEEKS = 3;

    private final SplittableRandom random;
    private final List<String> merchants = List.of("a", "b", "ba");
    private final Ledger ledger = new Ledger();
    private final List<SettlementCut> cuts = new ArrayList<>();
    private final Set<String> closed = new HashSet<>();
    private final Map<String, List<EntryFact>> open = new HashMap<>();
    private final Map<String, SettlementLines> expected = new LinkedHashMap<>();

    SettledLog(SplittableRandom random) {
        this.random = random;
    }

    List<String> merchants() {
        return merchants;
    }

    List<EntryFact> entries() {
        return ledger.entries();
    }

    List<SettlementCut> cuts() {
        return cuts;
    }

    /** What is drawn up, by settlement. */
    Map<String, SettlementLines> expected() {
        return expected;
    }

    void live(int steps) {
        cutDates("ba", FIRST, FIRST.plusDays(1));
        for (int step = 0; step < steps; step++) {
            String merchant = merchants.get(random.nextInt(merchants.size()));
            LocalDate date = FIRST.plusDays(random.nextInt(7 * WEEKS));
            if (random.nextInt(12) > 0) {
                post(merchant, date);
            } else if (!closed.contains(merchant + date)) {
                LocalDate to = date;
                while (random.nextInt(3) > 0 && !closed.contains(merchant + to.plusDays(1))) {
                    to = to.plusDays(1);
                }
                cutDates(merchant, date, to);
            }
        }
    }

    private void post(String merchant, LocalDate asked) {
        LocalDate date = asked;
        while (closed.contains(merchant + date)) {
            date = date.plusDays(1);
        }
        long amount = 10 + random.nextInt(1_000);
        if (random.nextInt(10) == 0) {
            ledger.settles(merchant, "stl", amount);
            return;
        }
        EntryFact entry = switch (random.nextInt(8)) {
            case 0 -> ledger.holdsRefund(merchant, date, amount, 7);
            case 1 -> ledger.releasesRefund(merchant, date, amount, 3);
            case 2 -> ledger.correctsRefund(merchant, date, amount);
            case 3 -> ledger.refunds(merchant, date, amount);
            case 4 -> ledger.holdsWithdrawal(merchant, date, amount);
            case 5 -> ledger.movesOtherwise(merchant, date, amount);
            default -> ledger.captures(merchant, date, amount, 4);
        };
        open.computeIfAbsent(merchant + date, key -> new ArrayList<>()).add(entry);
    }

    private void cutDates(String merchant, LocalDate from, LocalDate to) {
        String id = "stl_" + cuts.size();
        SettlementCut cut = SettlementDriver.cut(id, merchant, from, to, ledger.last(), null);
        cut.setCommandOffset((long) cuts.size());
        cuts.add(cut);
        List<List<EntryFact>> dates = from.datesUntil(to.plusDays(1))
                .map(date -> open.remove(merchant + date))
                .filter(Objects::nonNull)
                .toList();
        expected.put(id, lines(merchant, dates));
        if (!dates.isEmpty()) {
            from.datesUntil(to.plusDays(1)).forEach(date -> closed.add(merchant + date));
        }
    }

    private static SettlementLines lines(String merchant, List<List<EntryFact>> dates) {
        List<EntryFact> all = dates.stream().flatMap(List::stream).toList();
        long captured = moved(all, "capture", pending(merchant));
        long fees = moved(all, "capture", "fees");
        long held = moved(all, "refund_hold", pending(merchant)) + moved(all, "refund_release", pending(merchant));
        long fromAvailable =
                -moved(all, "refund_hold", available(merchant)) - moved(all, "refund_release", available(merchant));
        long corrected = moved(all, "refund_correction", pending(merchant));
        Map<String, KindTotal> totals = new TreeMap<>();
        all.forEach(entry -> totals.computeIfAbsent(
                entry.getKind(),
                kind -> new KindTotal(
                        kind,
                        all.stream().filter(each -> each.getKind().equals(kind)).count(),
                        moved(all, kind, pending(merchant)),
                        moved(all, kind, available(merchant)))));
        return new SettlementLines(
                (long) all.size(),
                all.stream().mapToLong(EntryFact::getSequence).min().orElse(0),
                all.stream().mapToLong(EntryFact::getSequence).max().orElse(0),
                captured + fees,
                -held - corrected + fromAvailable,
                fromAvailable,
                0L,
                fees,
                moved(all, "gift", pending(merchant)),
                List.copyOf(totals.values()),
                ByteBuffer.wrap(digest(dates)));
    }

    private static String pending(String merchant) {
        return Account.merchant(merchant, Bucket.PENDING);
    }

    private static String available(String merchant) {
        return Account.merchant(merchant, Bucket.AVAILABLE);
    }

    private static long moved(List<EntryFact> entries, String kind, String account) {
        long moved = 0;
        for (EntryFact entry : entries) {
            for (LegFact leg : entry.getLegs()) {
                if (entry.getKind().equals(kind) && leg.getAccount().equals(account)) {
                    moved += leg.getCredit() - leg.getDebit();
                }
            }
        }
        return moved;
    }

    private static byte[] digest(List<List<EntryFact>> dates) {
        byte[] several = null;
        for (List<EntryFact> date : dates) {
            byte[] one = new byte[32];
            for (EntryFact entry : date) {
                one = Ledger.sha256(one, entry.getHash().array());
            }
            several = several == null ? one : Ledger.sha256(several, one);
        }
        return several == null ? new byte[32] : several;
    }
}
