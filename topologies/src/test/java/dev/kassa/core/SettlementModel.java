package dev.kassa.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.avro.SettlementStatusCode;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.settlement.BusinessDays;
import dev.kassa.settlement.Calendars;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What settlements have to come to, kept plainly: sets of dates, lists of entries, and sums over all of them. */
final class SettlementModel {
    private static final BusinessDays CALENDARS = Calendars::isBusinessDay;

    private final Map<String, MerchantFact> merchants = new HashMap<>();
    private final Map<String, Purse> purses = new HashMap<>();
    private final Map<String, Long> balances = new HashMap<>();
    private int drawnUp;
    private int carried;
    private int released;
    private int rejected;

    /** A merchant's money of one currency. */
    private static final class Purse {
        final TreeSet<Integer> closed = new TreeSet<>();
        final List<EntryFact> open = new ArrayList<>();
        final List<Held> reserve = new ArrayList<>();
        final Map<String, SettlementLines> taken = new HashMap<>();
        long carried;
        long earned;
        long drawn;
        long movedFromPending;
        long movedToAvailable;
        long movedToReserve;
    }

    private record Held(long amount, int releaseOn) {}

    private Purse purse(String merchantId, String currency) {
        return purses.computeIfAbsent(merchantId + "/" + currency, _ -> new Purse());
    }

    private ZoneId zone(String merchantId) {
        return ZoneId.of(Objects.requireNonNull(merchants.get(merchantId)).getTimezone());
    }

    private int date(String merchantId, long ms) {
        return (int)
                Instant.ofEpochMilli(ms).atZone(zone(merchantId)).toLocalDate().toEpochDay();
    }

    int today(String merchantId, long nowMs) {
        return date(merchantId, nowMs);
    }

    void changed(MerchantFact merchant) {
        merchants.put(merchant.getId(), merchant);
    }

    void posted(EntryFact entry) {
        String merchantId = entry.getMerchantId();
        String currency = entry.getLegs().getFirst().getCurrency();
        long difference = 0;
        for (LegFact leg : entry.getLegs()) {
            assertThat(leg.getCurrency()).isEqualTo(currency);
            difference += leg.getDebit() - leg.getCredit();
            balances.merge(leg.getAccount() + "/" + currency, leg.getCredit() - leg.getDebit(), Long::sum);
        }
        assertThat(difference).as(entry.getId()).isZero();
        Purse purse = purse(merchantId, currency);
        if (entry.getSettlementId() != null) {
            assertThat(entry.getSettlementDate()).isNull();
            return;
        }
        int expected = date(merchantId, entry.getOccurredAtMs());
        while (purse.closed.contains(expected)) {
            expected++;
        }
        assertThat(entry.getSettlementDate()).as("date of %s", entry.getId()).isEqualTo(expected);
        purse.open.add(entry);
        purse.earned += pending(entry);
    }

    private static long credit(EntryFact entry, String account) {
        return entry.getLegs().stream()
                .filter(leg -> leg.getAccount().endsWith(account))
                .mapToLong(leg -> leg.getCredit() - leg.getDebit())
                .sum();
    }

    private static long pending(EntryFact entry) {
        return credit(entry, ":pending");
    }

    /** The first date before today that has entries which nothing was cut of. */
    @Nullable
    Integer firstOpenWindow(String merchantId, String currency, long nowMs) {
        Purse purse = purse(merchantId, currency);
        return purse.open.stream()
                .map(EntryFact::getSettlementDate)
                .filter(date -> date < today(merchantId, nowMs) && !purse.closed.contains(date))
                .min(Integer::compare)
                .orElse(null);
    }

    void cut(SettlementCut cut) {
        Purse purse = purse(cut.getMerchantId(), cut.getCurrency());
        for (int date = cut.getFromDate(); date <= cut.getToDate(); date++) {
            assertThat(purse.closed.add(date)).as("a date is closed once").isTrue();
        }
    }

    void dissolved(SettlementCut cut) {
        Purse purse = purse(cut.getMerchantId(), cut.getCurrency());
        assertThat(Objects.requireNonNull(purse.taken.get(cut.getSettlementId()))
                        .getEntries())
                .isZero();
        for (int date = cut.getFromDate(); date <= cut.getToDate(); date++) {
            purse.closed.remove(date);
        }
    }

    /** What the entries of a cut add up to. They are no other's from now on. */
    SettlementLines take(SettlementCut cut) {
        Purse purse = purse(cut.getMerchantId(), cut.getCurrency());
        List<EntryFact> of = purse.open.stream()
                .filter(entry ->
                        entry.getSettlementDate() >= cut.getFromDate() && entry.getSettlementDate() <= cut.getToDate())
                .toList();
        assertThat(of).allMatch(entry -> entry.getSequence() <= cut.getJournalSequence());
        purse.open.removeAll(of);
        SettlementLines lines = new SettlementLines(
                (long) of.size(),
                of.isEmpty() ? 0L : of.getFirst().getSequence(),
                of.isEmpty() ? 0L : of.getLast().getSequence(),
                sum(of, "capture", "receivable") * -1,
                sum(of, "refund_hold", ":refund_hold")
                        + sum(of, "refund_release", ":refund_hold")
                        - sum(of, "refund_correction", ":pending"),
                -sum(of, "refund_hold", ":available") - sum(of, "refund_release", ":available"),
                0L,
                sum(of, "capture", "fees"),
                0L,
                List.of(),
                ByteBuffer.wrap(new byte[32]));
        long owed = of.stream().mapToLong(SettlementModel::pending).sum();
        assertThat(owed(lines)).isEqualTo(owed);
        purse.taken.put(cut.getSettlementId(), lines);
        return lines;
    }

    private static long sum(List<EntryFact> entries, String kind, String account) {
        return entries.stream()
                .filter(entry -> entry.getKind().equals(kind))
                .mapToLong(entry -> credit(entry, account))
                .sum();
    }

    private static long owed(SettlementLines lines) {
        return lines.getGross()
                - lines.getRefunds()
                + lines.getRefundsFromAvailable()
                - lines.getFees()
                + lines.getOther();
    }

    void settled(@Nullable SettlementFact before, SettlementFact after) {
        Purse purse = purse(after.getMerchantId(), after.getCurrency());
        if (before == null) {
            drawn(purse, after);
        } else {
            assertThat(after.getLines()).isEqualTo(before.getLines());
            assertThat(after.getNet()).isEqualTo(before.getNet());
            assertThat(after.getReserveHeld()).isEqualTo(before.getReserveHeld());
            assertThat(before.getStatus()).isNotEqualTo(SettlementStatusCode.COMPLETED);
        }
        if (after.getStatus() == SettlementStatusCode.COMPLETED) {
            assertThat(moves(after) ? date(after.getMerchantId(), after.getUpdatedAtMs()) : after.getDueOn())
                    .as("carried out no earlier than it is due")
                    .isGreaterThanOrEqualTo(after.getDueOn());
            purse.movedFromPending += after.getNet() + after.getReserveHeld() - after.getReserveReleased();
            purse.movedToAvailable += after.getNet();
            purse.movedToReserve += after.getReserveHeld() - after.getReserveReleased();
        }
        rejected += after.getStatus() == SettlementStatusCode.REJECTED ? 1 : 0;
    }

    private static boolean moves(SettlementFact settlement) {
        return settlement.getNet() != 0 || settlement.getReserveHeld() != 0 || settlement.getReserveReleased() != 0;
    }

    /** The statement is what terms, lines, reserve and what was carried come to. */
    private void drawn(Purse purse, SettlementFact fact) {
        MerchantFact merchant = Objects.requireNonNull(merchants.get(fact.getMerchantId()));
        SettlementTermsFact terms = merchant.getSettlement();
        SettlementLines lines = Objects.requireNonNull(purse.taken.get(fact.getId()));
        assertThat(fact.getLines()).isEqualTo(lines);
        long due = purse.reserve.stream()
                .filter(held -> held.releaseOn() <= fact.getBusinessDate())
                .mapToLong(Held::amount)
                .sum();
        purse.reserve.removeIf(held -> held.releaseOn() <= fact.getBusinessDate());
        long total = owed(lines) + due + purse.carried;
        boolean starter = merchant.getTier().equals("starter");
        long minimum = terms != null && terms.getMinimum() != null
                ? terms.getMinimum()
                : starter ? (fact.getCurrency().equals("JPY") ? 100 : 10_000) : 0;
        int basisPoints = terms != null && terms.getReserveBp() != null ? terms.getReserveBp() : 0;
        int days = terms != null && terms.getReserveDays() != null ? terms.getReserveDays() : 90;
        long share = BigDecimal.valueOf(lines.getGross())
                .multiply(BigDecimal.valueOf(basisPoints, 4))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        boolean carries = total <= 0 || total < minimum;
        long held = carries ? 0 : Math.min(share, total);
        if (held > 0) {
            purse.reserve.add(new Held(held, fact.getBusinessDate() + days));
        }
        assertThat(fact.getReserveReleased()).isEqualTo(due);
        assertThat(fact.getCarriedIn()).isEqualTo(purse.carried);
        assertThat(fact.getReserveHeld()).isEqualTo(held);
        assertThat(fact.getCarriedOut()).isEqualTo(carries ? total : 0);
        assertThat(fact.getNet()).isEqualTo(carries ? 0 : total - held);
        assertThat(fact.getDueOn()).isEqualTo(dueOn(merchant, terms, fact));
        purse.carried = fact.getCarriedOut();
        purse.drawn += owed(lines);
        drawnUp++;
        carried += carries ? 1 : 0;
        released += due > 0 ? 1 : 0;
    }

    private static int dueOn(MerchantFact merchant, @Nullable SettlementTermsFact terms, SettlementFact fact) {
        String calendar = terms != null && terms.getCalendar() != null ? terms.getCalendar() : merchant.getCountry();
        int byTier = merchant.getTier().equals("enterprise") ? 0 : 1;
        int days = terms != null && terms.getTermDays() != null ? terms.getTermDays() : byTier;
        return (int) CALENDARS
                .after(calendar, LocalDate.ofEpochDay(fact.getBusinessDate()), days)
                .toEpochDay();
    }

    /** What holds at every moment: the ledger balances, and is what settlements moved and what is still to be settled. */
    void check() {
        assertThat(balances.values().stream().mapToLong(Long::longValue).sum()).isZero();
        purses.forEach((name, purse) -> {
            String merchantId = name.substring(0, name.indexOf('/'));
            String currency = name.substring(name.indexOf('/') + 1);
            long unsettled =
                    purse.open.stream().mapToLong(SettlementModel::pending).sum();
            assertThat(purse.drawn + unsettled).as(name).isEqualTo(purse.earned);
            assertThat(balance(merchantId, "pending", currency)).isEqualTo(purse.earned - purse.movedFromPending);
            assertThat(balance(merchantId, "reserve", currency)).isEqualTo(purse.movedToReserve);
            assertThat(balance(merchantId, "available", currency)).isNotNegative();
        });
    }

    private long balance(String merchantId, String bucket, String currency) {
        return balances.getOrDefault("merchant:" + merchantId + ":" + bucket + "/" + currency, 0L);
    }

    /** How many entries belong to no settlement. */
    long unsettled() {
        return purses.values().stream().mapToLong(purse -> purse.open.size()).sum();
    }

    int drawnUp() {
        return drawnUp;
    }

    int carried() {
        return carried;
    }

    int released() {
        return released;
    }

    int rejected() {
        return rejected;
    }
}
