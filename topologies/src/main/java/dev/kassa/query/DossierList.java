package dev.kassa.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.DossierKind;
import dev.kassa.avro.ListDossiers;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.schema.Ids;
import dev.kassa.view.Stamped;
import dev.kassa.view.ViewKeys;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * One page of settlements, withdrawals or bank accounts, newest first: of one merchant, or of all of the partition, by the
 * kind of row that leads to the fewest others.
 */
final class DossierList {
    /** Sorts behind every id of any prefix. */
    private static final String BEHIND_ALL = "~";

    private final ListDossiers asked;
    private final String prefix;
    private final String before;

    /** @throws IllegalArgumentException where the place to go on from is not one of such a list */
    DossierList(ListDossiers asked) {
        this.asked = asked;
        prefix = prefixOf(asked.getKind());
        String last = asked.getBefore();
        if (last != null && Ids.partition(prefix, last).isEmpty()) {
            throw new IllegalArgumentException("not a cursor of this list");
        }
        before = last == null ? prefix + BEHIND_ALL : last;
    }

    /** With what ids of a kind begin. */
    static String prefixOf(DossierKind kind) {
        return switch (kind) {
            case SETTLEMENT -> Ids.SETTLEMENT;
            case WITHDRAWAL -> Ids.WITHDRAWAL;
            case BANK_ACCOUNT -> Ids.BANK_ACCOUNT;
            case UNRECOGNISED -> throw new IllegalArgumentException("a kind that is not known here");
        };
    }

    /** @param nextCursor the last id that was looked at; null after the last */
    record Page(List<ByteBuffer> facts, @Nullable String nextCursor) {}

    /** What a filter asks of one of them. */
    private record Looked(
            String id,
            long moment,
            String status,
            String currency,
            @Nullable String number) {}

    Page page(Rows rows) {
        Bytes first = key(prefix);
        Bytes end = key(before);
        List<ByteBuffer> page = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> newestFirst = rows.store().reverseRange(first, end)) {
            int examined = 0;
            while (newestFirst.hasNext()) {
                KeyValue<Bytes, byte[]> row = newestFirst.next();
                ByteBuffer fact = row.key.equals(end) ? null : fact(rows, row);
                if (fact == null) {
                    continue;
                }
                Looked looked = look(rows, fact);
                if (wanted(looked)) {
                    page.add(fact);
                }
                if (page.size() == asked.getLimit() || ++examined == PaymentList.EXAMINED_MAX) {
                    return new Page(page, newestFirst.hasNext() ? looked.id : null);
                }
            }
        }
        return new Page(page, null);
    }

    /** The row that leads to one of them. */
    private Bytes key(String id) {
        if (asked.getMerchantId() != null) {
            return ViewKeys.dossier(asked.getKind(), asked.getMerchantId(), id);
        }
        String status = asked.getStatus();
        return status != null && ViewKeys.isNoted(asked.getKind(), status)
                ? ViewKeys.dossierStatus(asked.getKind(), status, id)
                : ViewKeys.owner(id);
    }

    private @Nullable ByteBuffer fact(Rows rows, KeyValue<Bytes, byte[]> row) {
        if (asked.getMerchantId() != null) {
            return Stamped.inPlace(row.value);
        }
        String owner = new String(row.value, UTF_8);
        return rows.fact(ViewKeys.dossier(asked.getKind(), owner, ViewKeys.lastPart(row.key, key(""))));
    }

    private Looked look(Rows rows, ByteBuffer fact) {
        return switch (asked.getKind()) {
            case SETTLEMENT -> {
                SettlementFact settlement = rows.codecs().settlements().decode(fact);
                yield new Looked(
                        settlement.getId(),
                        settlement.getBusinessDate(),
                        settlement.getStatus().name(),
                        settlement.getCurrency(),
                        null);
            }
            case WITHDRAWAL -> {
                WithdrawalFact withdrawal = rows.codecs().withdrawals().decode(fact);
                yield new Looked(
                        withdrawal.getId(),
                        withdrawal.getCreatedAtMs(),
                        withdrawal.getStatus().name(),
                        withdrawal.getCurrency(),
                        withdrawal.getWithdrawalNo());
            }
            case BANK_ACCOUNT -> {
                BankAccountFact account = rows.codecs().bankAccounts().decode(fact);
                yield new Looked(
                        account.getId(),
                        account.getCreatedAtMs(),
                        account.getStatus().name(),
                        account.getCurrency(),
                        null);
            }
            case UNRECOGNISED -> throw new IllegalArgumentException("a kind that is not known here");
        };
    }

    private boolean wanted(Looked looked) {
        return looked.moment >= asked.getFrom()
                && looked.moment < asked.getTo()
                && (asked.getStatus() == null
                        || looked.status.toLowerCase(Locale.ROOT).equals(asked.getStatus()))
                && (asked.getCurrency() == null || looked.currency.equals(asked.getCurrency()))
                && (asked.getNumber() == null || asked.getNumber().equals(looked.number));
    }
}
