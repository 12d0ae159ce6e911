package dev.kassa.check;

import dev.kassa.avro.EntryFact;
import dev.kassa.ledger.Posting.Kind;
import dev.kassa.schema.Ids;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an entry says caused it, by its kind. */
final class Causes {
    private static final Map<String, Kind> KINDS = new HashMap<>();

    static {
        for (Kind kind : Kind.values()) {
            KINDS.put(kind.word(), kind);
        }
    }

    private Causes() {}

    /**
     * The command that created what the entry is about.
     *
     * @param wrong what is wrong with it; null: nothing
     */
    record Cause(Ids.@Nullable Place place, @Nullable String wrong) {}

    static Cause of(EntryFact entry) {
        Kind kind = KINDS.get(entry.getKind());
        if (kind == null) {
            return new Cause(null, "is of no kind that there is: " + entry.getKind());
        }
        String prefix = prefix(kind);
        String subject = subject(kind, entry);
        Ids.Place place = subject == null ? null : Ids.place(prefix, subject);
        if (subject == null || place == null) {
            return new Cause(null, "names no cause of its kind, an id as " + prefix + "…");
        }
        if (kind == Kind.WITHDRAWAL_CORRECTION) {
            return ofWord(entry);
        }
        if (!isOf(entry.getId(), subject, kind)) {
            return new Cause(place, "has an id that does not follow from " + subject);
        }
        boolean before = place.partition() == entry.getPartition()
                && place.offset() <= entry.getCommandOffset()
                && place.timestampMs() <= entry.getPostedAtMs();
        return new Cause(place, before ? null : "was posted before, or elsewhere than, its cause " + subject);
    }

    /** A bank may take its word back any number of times, so a correction is named by the command that told the word. */
    private static Cause ofWord(EntryFact entry) {
        String id = entry.getId();
        int length = Ids.ENTRY.length() + Ids.LENGTH;
        boolean lettered = id.length() == length + 1 && id.charAt(length) == Kind.WITHDRAWAL_CORRECTION.letter();
        Ids.Place word = lettered ? Ids.place(Ids.ENTRY, id.substring(0, length)) : null;
        if (word == null) {
            return new Cause(null, "has an id that follows from no word of the bank");
        }
        boolean own = word.partition() == entry.getPartition()
                && word.offset() == entry.getCommandOffset()
                && word.timestampMs() == entry.getPostedAtMs();
        return new Cause(word, own ? null : "has an id that does not follow from the word of the bank that caused it");
    }

    private static boolean isOf(String id, String subject, Kind kind) {
        int length = Ids.ENTRY.length() + Ids.LENGTH + 1;
        return id.length() == length
                && id.startsWith(Ids.ENTRY)
                && id.regionMatches(Ids.ENTRY.length(), subject, subject.length() - Ids.LENGTH, Ids.LENGTH)
                && id.charAt(length - 1) == kind.letter();
    }

    private static String prefix(Kind kind) {
        return switch (kind) {
            case CAPTURE -> Ids.PAYMENT;
            case REFUND_HOLD, REFUND, REFUND_RELEASE, REFUND_CORRECTION -> Ids.REFUND;
            case SETTLEMENT -> Ids.SETTLEMENT;
            case WITHDRAWAL_HOLD, WITHDRAWAL, WITHDRAWAL_RELEASE, WITHDRAWAL_CORRECTION -> Ids.WITHDRAWAL;
        };
    }

    private static @Nullable String subject(Kind kind, EntryFact entry) {
        return switch (kind) {
            case CAPTURE -> entry.getPaymentId();
            case REFUND_HOLD, REFUND, REFUND_RELEASE, REFUND_CORRECTION -> entry.getRefundId();
            case SETTLEMENT -> entry.getSettlementId();
            case WITHDRAWAL_HOLD, WITHDRAWAL, WITHDRAWAL_RELEASE, WITHDRAWAL_CORRECTION -> entry.getWithdrawalId();
        };
    }
}
