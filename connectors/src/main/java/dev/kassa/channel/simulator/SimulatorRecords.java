package dev.kassa.channel.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What tests ask of the simulator: its own record of charges, to be held against the ledger. Thread-safe. */
final class SimulatorRecords {
    private final Books books;

    SimulatorRecords(Books books) {
        this.books = books;
    }

    /**
     * One charge.
     *
     * @param timesCharged how often money was taken: 0 or 1
     * @param repeats requests under the key after the one that did it
     */
    record ChargeRecord(
            String key,
            String reference,
            String merchantId,
            String paymentId,
            long amount,
            String currency,
            @Nullable String token,
            String status,
            long timesCharged,
            long amountCaptured,
            long amountRefunded,
            int repeats,
            List<PartRecord> captures,
            List<PartRecord> voids,
            List<PartRecord> refunds) {}

    /** A capture, void or refund of a charge. */
    record PartRecord(String key, String reference, long amount, String status, int repeats) {}

    /** Sums over every charge, amounts in minor units by currency. */
    record Totals(
            long charges,
            long timesCharged,
            long captures,
            long voids,
            long refunds,
            long repeats,
            Map<String, Long> captured,
            Map<String, Long> refunded) {}

    List<ChargeRecord> all() {
        return books.read(b -> b.charges().stream().map(c -> record(b, c)).toList());
    }

    /** The charge of a key, or of the capture, void or refund that has the key. */
    Optional<ChargeRecord> byKey(String key) {
        return books.read(b -> b.chargeOfKey(key).map(c -> record(b, c)));
    }

    Totals totals() {
        return books.read(SimulatorRecords::totals);
    }

    private static Totals totals(Books books) {
        long timesCharged = 0;
        long captures = 0;
        long voids = 0;
        long refunds = 0;
        Map<String, Long> captured = new TreeMap<>();
        Map<String, Long> refunded = new TreeMap<>();
        for (Charge charge : books.charges()) {
            String currency = charge.deed.request().currency();
            timesCharged += charge.timesCharged();
            captures += approved(charge.captures());
            voids += approved(charge.voids());
            refunds += approved(charge.refunds());
            captured.merge(currency, charge.captured(), Math::addExact);
            refunded.merge(currency, charge.refunded(), Math::addExact);
        }
        long repeats = books.deeds().stream()
                .mapToLong(d -> books.repeatsOf(d.request().key()))
                .sum();
        return new Totals(books.charges().size(), timesCharged, captures, voids, refunds, repeats, captured, refunded);
    }

    private static long approved(List<Deed> deeds) {
        return deeds.stream().filter(Deed::approved).count();
    }

    private static ChargeRecord record(Books books, Charge charge) {
        SimulatorRequest request = charge.deed.request();
        return new ChargeRecord(
                request.key(),
                charge.deed.reference(),
                request.merchantId(),
                request.paymentId(),
                request.amount(),
                request.currency(),
                request.token(),
                charge.status(),
                charge.timesCharged(),
                charge.captured(),
                charge.refunded(),
                books.repeatsOf(request.key()),
                parts(books, charge.captures()),
                parts(books, charge.voids()),
                parts(books, charge.refunds()));
    }

    private static List<PartRecord> parts(Books books, List<Deed> deeds) {
        return deeds.stream()
                .map(d -> new PartRecord(
                        d.request().key(),
                        d.reference(),
                        d.request().amount(),
                        d.status().name().toLowerCase(Locale.ROOT),
                        books.repeatsOf(d.request().key())))
                .toList();
    }
}
