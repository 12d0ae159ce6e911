package dev.kassa.edge.render;

import dev.kassa.avro.EntryFact;
import dev.kassa.avro.KindTotal;
import dev.kassa.avro.LegFact;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.schema.Currencies;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;

/**
 * A settlement's statement as CSV (RFC 4180): a row for each entry with what it added to pending and to available, then the
 * totals by kind, then the lines that add up to the net amount. Amounts in major units. Nothing in it needs quoting: ids,
 * words, dates and numbers only.
 */
public final class SettlementStatement {
    private final SettlementFact settlement;
    private final Writer out;
    private final String pendingName;
    private final String availableName;
    private long pending;
    private long entries;

    public SettlementStatement(SettlementFact settlement, Writer out) {
        this.settlement = settlement;
        this.out = out;
        this.pendingName = "merchant:" + settlement.getMerchantId() + ":pending";
        this.availableName = "merchant:" + settlement.getMerchantId() + ":available";
    }

    public void begin() throws IOException {
        row("settlement", settlement.getId(), settlement.getMerchantId(), settlement.getCurrency(), "");
        row(
                "business dates",
                MoneyJson.date(settlement.getFromDate()),
                MoneyJson.date(settlement.getBusinessDate()),
                "",
                "");
        row("entry", "kind", "occurred_at", "pending", "available");
    }

    public void entry(EntryFact entry) throws IOException {
        long toPending = 0;
        long toAvailable = 0;
        for (LegFact leg : entry.getLegs()) {
            if (leg.getCurrency().equals(settlement.getCurrency())) {
                long credit = Math.subtractExact(leg.getCredit(), leg.getDebit());
                toPending = Math.addExact(toPending, leg.getAccount().equals(pendingName) ? credit : 0);
                toAvailable = Math.addExact(toAvailable, leg.getAccount().equals(availableName) ? credit : 0);
            }
        }
        pending = Math.addExact(pending, toPending);
        entries++;
        row(entry.getId(), entry.getKind(), Json.time(entry.getOccurredAtMs()), money(toPending), money(toAvailable));
    }

    /**
     * Ends it.
     *
     * @throws IllegalStateException where the entries do not add up to what the settlement says
     */
    public void end() throws IOException {
        SettlementLines lines = settlement.getLines();
        if (lines == null || lines.getEntries() != entries) {
            throw new IllegalStateException(settlement.getId() + " is of other entries than were found: " + entries);
        }
        for (KindTotal total : lines.getTotals()) {
            row(
                    "total",
                    total.getKind(),
                    Long.toString(total.getEntries()),
                    money(total.getPending()),
                    money(total.getAvailable()));
        }
        line("entries add to pending", pending);
        line("gross", lines.getGross());
        line("refunds", -lines.getRefunds());
        line("refunds from available", lines.getRefundsFromAvailable());
        line("chargebacks", -lines.getChargebacks());
        line("fees", -lines.getFees());
        line("other", lines.getOther());
        line("reserve held", -settlement.getReserveHeld());
        line("reserve released", settlement.getReserveReleased());
        line("carried in", settlement.getCarriedIn());
        line("carried out", -settlement.getCarriedOut());
        line("net", settlement.getNet());
        out.flush();
    }

    private void line(String name, long amount) throws IOException {
        row(name, "", "", money(amount), "");
    }

    private String money(long minor) {
        return BigDecimal.valueOf(minor, Currencies.exponent(settlement.getCurrency()))
                .toPlainString();
    }

    private void row(String... cells) throws IOException {
        out.write(String.join(",", cells));
        out.write("\r\n");
    }
}
