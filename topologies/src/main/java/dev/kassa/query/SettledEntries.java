package dev.kassa.query;

import dev.kassa.avro.DossierKind;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.ReadSettled;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementLines;
import dev.kassa.view.ViewKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * One page of the entries that belong to a settlement, as they were posted. They are found among the merchant's entries
 * between the settlement's first and its last, as each names the date that it is settled with: no row is kept for that.
 */
final class SettledEntries {
    private static final int EXAMINED_MAX = 20_000;

    private final ReadSettled asked;

    SettledEntries(ReadSettled asked) {
        this.asked = asked;
    }

    /** @param nextCursor the last sequence that was looked at; null after the last */
    record Page(List<ByteBuffer> entries, @Nullable String nextCursor) {}

    Page page(Rows rows) {
        String merchantId = asked.getMerchantId();
        ByteBuffer fact = rows.fact(ViewKeys.dossier(DossierKind.SETTLEMENT, merchantId, asked.getSettlementId()));
        SettlementFact settlement =
                fact == null ? null : rows.codecs().settlements().decode(fact);
        SettlementLines lines = settlement == null ? null : settlement.getLines();
        List<ByteBuffer> page = new ArrayList<>();
        if (settlement == null || lines == null || lines.getEntries() == 0) {
            return new Page(page, null);
        }
        long from = Math.max(lines.getFirstSequence(), asked.getAfterSequence() + 1);
        if (from > lines.getLastSequence()) {
            return new Page(page, null);
        }
        try (KeyValueIterator<Bytes, byte[]> journal = rows.store()
                .range(ViewKeys.entry(merchantId, from), ViewKeys.entry(merchantId, lines.getLastSequence()))) {
            int examined = 0;
            while (journal.hasNext()) {
                var row = journal.next();
                if (isOf(rows.codecs().entries().decode(row.value), settlement)) {
                    page.add(ByteBuffer.wrap(row.value));
                }
                if (page.size() == asked.getLimit() || ++examined == EXAMINED_MAX) {
                    return new Page(page, journal.hasNext() ? Long.toString(ViewKeys.lastNumber(row.key)) : null);
                }
            }
        }
        return new Page(page, null);
    }

    private static boolean isOf(EntryFact entry, SettlementFact settlement) {
        Integer date = entry.getSettlementDate();
        return date != null
                && date >= settlement.getFromDate()
                && date <= settlement.getBusinessDate()
                && entry.getLegs().stream().anyMatch(leg -> leg.getCurrency().equals(settlement.getCurrency()));
    }
}
