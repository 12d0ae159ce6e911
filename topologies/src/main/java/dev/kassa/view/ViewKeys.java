package dev.kassa.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.avro.ArchiveKind;
import dev.kassa.avro.DossierKind;
import dev.kassa.avro.PaymentStatusCode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the views' rows: a byte for the kind of row, then its parts in order.
 *
 * <p>Every part but the last is preceded by its length in four bytes. A separator would have to be a byte that no merchant
 * id and no order number holds; a length holds for any text, so no key of one merchant can be, or begin, a key of another.
 * Every kind that belongs to a merchant has the merchant's id as its first part.
 */
public final class ViewKeys {
    /** The kinds of rows. */
    enum Kind {
        /** {@code merchant, payment id} to the stamped payment fact. Ids sort by creation, so this is the list as well. */
        PAYMENT('P'),
        /** {@code merchant, refund id} to the stamped refund fact. */
        REFUND('R'),
        /** {@code merchant, order number, payment or refund id} to nothing: what belongs to an order. */
        ORDER('O'),
        /**
         * {@code merchant, moment in eight bytes, payment id} to nothing: the business time of a payment where that is another
         * than its creation.
         */
        OCCURRED('D'),
        /** {@code merchant, moment in eight bytes, refund id} to nothing: the same of a refund. */
        REFUND_OCCURRED('F'),
        /** {@code merchant, a letter for the status, payment id} to nothing. That it succeeded is not noted: most do. */
        STATUS('S'),
        /** {@code mark in two bytes} to the ids of merchants whose payments or refunds bear it: {@link MerchantMarks}. */
        MARK('M'),
        /**
         * {@code id without a mark} to its merchant's id: of settlements, withdrawals and bank accounts, of which this is the list
         * of all merchants as well; and of payments and refunds of an earlier build.
         */
        OWNER('I'),
        /** {@code merchant, sequence in eight bytes} to the entry fact: a merchant's journal, as it was posted. */
        ENTRY('E'),
        /** {@code merchant, payment id, sequence in eight bytes} to nothing: the entries of a payment. */
        OF_PAYMENT('X'),
        /** {@code merchant, currency} to a {@code MerchantBalance}. */
        BALANCE('B'),
        /** {@code merchant, currency, minute in eight bytes} to the {@code MerchantBalance} at its end. */
        PAST('H'),
        /** {@code currency} to the {@code CurrencyTotals} of the partition. */
        TOTALS('T'),
        /** {@code payment id} to its merchant's id: a payment that waits for a person. */
        REVIEW('V'),
        /** {@code merchant, settlement id} to the stamped settlement fact. */
        SETTLEMENT('Z'),
        /** {@code merchant, withdrawal id} to the stamped withdrawal fact. */
        WITHDRAWAL('W'),
        /** {@code merchant, bank account id} to the stamped fact of the account. */
        BANK_ACCOUNT('K'),
        /**
         * {@code a letter for settlements, withdrawals or bank accounts, status, id} to its merchant's id: of all merchants, so
         * that what waits for a person is found at once. What most come to, completed or verified, is not noted.
         */
        DOSSIER_STATUS('Q'),
        /** {@code name of a file of the archive} to how far it is gone through, and the {@code ArchiveFact}. */
        ARCHIVE('Y'),
        /** Nothing more: the {@code AppliedFacts} of the partition. */
        APPLIED('A');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }
    }

    /** The one row that says how far the partition has come. */
    public static final Bytes APPLIED = Bytes.wrap(new byte[] {Kind.APPLIED.letter});

    /** Begins the payments of all merchants. */
    public static final Bytes ALL_PAYMENTS = Bytes.wrap(new byte[] {Kind.PAYMENT.letter});

    /** Begins the refunds of all merchants. */
    public static final Bytes ALL_REFUNDS = Bytes.wrap(new byte[] {Kind.REFUND.letter});

    /** Begins the journals of all merchants. */
    public static final Bytes ALL_ENTRIES = Bytes.wrap(new byte[] {Kind.ENTRY.letter});

    /** Begins the balances of all merchants. */
    public static final Bytes ALL_BALANCES = Bytes.wrap(new byte[] {Kind.BALANCE.letter});

    /** Begins the settlements of all merchants. */
    public static final Bytes ALL_SETTLEMENTS = Bytes.wrap(new byte[] {Kind.SETTLEMENT.letter});

    /** Begins the files of the archive. */
    public static final Bytes ALL_ARCHIVES = Bytes.wrap(new byte[] {Kind.ARCHIVE.letter});

    /** Begins the trial balance's rows. */
    public static final Bytes ALL_TOTALS = Bytes.wrap(new byte[] {Kind.TOTALS.letter});

    /** Begins the payments that wait for a person. */
    public static final Bytes ALL_REVIEWS = Bytes.wrap(new byte[] {Kind.REVIEW.letter});

    private ViewKeys() {}

    public static Bytes payment(String merchantId, String paymentId) {
        return key(Kind.PAYMENT, paymentId.getBytes(UTF_8), merchantId);
    }

    public static Bytes refund(String merchantId, String refundId) {
        return key(Kind.REFUND, refundId.getBytes(UTF_8), merchantId);
    }

    /** A payment or refund of an order. */
    public static Bytes inOrder(String merchantId, String orderNo, String id) {
        return key(Kind.ORDER, id.getBytes(UTF_8), merchantId, orderNo);
    }

    /** A settlement, withdrawal or bank account. */
    public static Bytes dossier(DossierKind kind, String merchantId, String id) {
        return key(rowsOf(kind), id.getBytes(UTF_8), merchantId);
    }

    /**
     * A settlement, withdrawal or bank account of any merchant that is in a status; begins those of the status where the id
     * is empty.
     *
     * @param status as the API names it; one that {@link #isNoted is noted}
     */
    public static Bytes dossierStatus(DossierKind kind, String status, String id) {
        String letter = Character.toString(rowsOf(kind).letter);
        return key(Kind.DOSSIER_STATUS, id.getBytes(UTF_8), letter, status);
    }

    /** Whether rows are kept of a status: where not, most of the kind are in it, and are found among all as well. */
    public static boolean isNoted(DossierKind kind, String status) {
        return !status.equals(kind == DossierKind.BANK_ACCOUNT ? "verified" : "completed");
    }

    private static Kind rowsOf(DossierKind kind) {
        return switch (kind) {
            case SETTLEMENT -> Kind.SETTLEMENT;
            case WITHDRAWAL -> Kind.WITHDRAWAL;
            case BANK_ACCOUNT -> Kind.BANK_ACCOUNT;
            case UNRECOGNISED -> throw new IllegalArgumentException("no rows are of a kind that is not known");
        };
    }

    /** Begins the rows of an order. */
    public static Bytes order(String merchantId, String orderNo) {
        return inOrder(merchantId, orderNo, "");
    }

    /** A payment's business time. */
    public static Bytes occurred(String merchantId, long atMs, String paymentId) {
        return occurred(Kind.OCCURRED, merchantId, atMs, paymentId);
    }

    /** A refund's business time. */
    public static Bytes refundOccurred(String merchantId, long atMs, String refundId) {
        return occurred(Kind.REFUND_OCCURRED, merchantId, atMs, refundId);
    }

    private static Bytes occurred(Kind kind, String merchantId, long atMs, String ofId) {
        byte[] id = ofId.getBytes(UTF_8);
        byte[] last = ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(atMs)
                .put(id)
                .array();
        return key(kind, last, merchantId);
    }

    /** The moment and the id that a key of a business time holds. */
    public static Occurred occurred(Bytes key, String merchantId) {
        byte[] bytes = key.get();
        int at = occurred(merchantId, 0, "").get().length - Long.BYTES;
        long atMs = ByteBuffer.wrap(bytes).getLong(at);
        return new Occurred(atMs, new String(bytes, at + Long.BYTES, bytes.length - at - Long.BYTES, UTF_8));
    }

    /** When a payment or refund took place. */
    public record Occurred(long atMs, String id) {}

    /** A payment that is in a status; begins those of the status where the id is empty. */
    public static Bytes status(String merchantId, PaymentStatusCode status, String paymentId) {
        String letter = Character.toString('a' + status.ordinal());
        return key(Kind.STATUS, paymentId.getBytes(UTF_8), merchantId, letter);
    }

    /** Whose that is. */
    public static Bytes owner(String id) {
        return key(Kind.OWNER, id.getBytes(UTF_8));
    }

    /** An entry by its place in the partition's journal. */
    public static Bytes entry(String merchantId, long sequence) {
        return key(Kind.ENTRY, eightBytes(sequence), merchantId);
    }

    /** Begins a merchant's journal. */
    public static Bytes journal(String merchantId) {
        return key(Kind.ENTRY, new byte[0], merchantId);
    }

    /** An entry of a payment. */
    public static Bytes ofPayment(String merchantId, String paymentId, long sequence) {
        return key(Kind.OF_PAYMENT, eightBytes(sequence), merchantId, paymentId);
    }

    /** Begins the entries of a payment. */
    public static Bytes ofPayment(String merchantId, String paymentId) {
        return key(Kind.OF_PAYMENT, new byte[0], merchantId, paymentId);
    }

    /** A balance at the end of a minute since 1970. */
    public static Bytes past(String merchantId, String currency, long minute) {
        return key(Kind.PAST, eightBytes(minute), merchantId, currency);
    }

    public static Bytes balance(String merchantId, String currency) {
        return key(Kind.BALANCE, currency.getBytes(UTF_8), merchantId);
    }

    /** Begins the balances of a merchant. */
    public static Bytes balances(String merchantId) {
        return balance(merchantId, "");
    }

    /** Whose ids bear a mark. */
    public static Bytes mark(int mark) {
        return key(Kind.MARK, new byte[] {(byte) (mark >>> Byte.SIZE), (byte) mark});
    }

    /** A payment that waits for a person. */
    public static Bytes review(String paymentId) {
        return key(Kind.REVIEW, paymentId.getBytes(UTF_8));
    }

    public static Bytes totals(String currency) {
        return key(Kind.TOTALS, currency.getBytes(UTF_8));
    }

    /** A file of the archive. */
    public static Bytes archive(String name) {
        return key(Kind.ARCHIVE, name.getBytes(UTF_8));
    }

    /** What kind of rows of the archive it may be; null: it never is in the archive. */
    static @Nullable ArchiveKind archived(Bytes key) {
        byte letter = key.get()[0];
        if (letter == Kind.PAYMENT.letter) {
            return ArchiveKind.PAYMENTS;
        }
        if (letter == Kind.REFUND.letter) {
            return ArchiveKind.REFUNDS;
        }
        return letter == Kind.ENTRY.letter ? ArchiveKind.ENTRIES : null;
    }

    /** Whether rows of this kind wait in memory for the next commit, as nearly every fact changes them. */
    static boolean waits(Bytes key) {
        byte letter = key.get()[0];
        return letter == Kind.APPLIED.letter
                || letter == Kind.BALANCE.letter
                || letter == Kind.TOTALS.letter
                || letter == Kind.STATUS.letter;
    }

    /** Whether such a row is put for a key that certainly has none yet. */
    static boolean isFresh(Bytes key, byte[] value) {
        return key.get()[0] == Kind.STATUS.letter && Arrays.equals(value, RowStore.FRESH);
    }

    /** The number in the last eight bytes of a key. */
    public static long lastNumber(Bytes key) {
        byte[] bytes = key.get();
        return ByteBuffer.wrap(bytes).getLong(bytes.length - Long.BYTES);
    }

    /** The merchant that a row of a merchant's is of. */
    public static String merchantOf(Bytes key) {
        ByteBuffer bytes = ByteBuffer.wrap(key.get(), 1, key.get().length - 1);
        byte[] merchant = new byte[bytes.getInt()];
        bytes.get(merchant);
        return new String(merchant, UTF_8);
    }

    /** The text that a key holds after what it begins with. */
    public static String lastPart(Bytes key, Bytes beginning) {
        byte[] bytes = key.get();
        return new String(Arrays.copyOfRange(bytes, beginning.get().length, bytes.length), UTF_8);
    }

    private static byte[] eightBytes(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    private static Bytes key(Kind kind, byte[] last, String... parts) {
        byte[][] texts = new byte[parts.length][];
        int length = 1 + last.length;
        for (int i = 0; i < parts.length; i++) {
            texts[i] = parts[i].getBytes(UTF_8);
            length += Integer.BYTES + texts[i].length;
        }
        ByteBuffer key = ByteBuffer.allocate(length).put(kind.letter);
        for (byte[] text : texts) {
            key.putInt(text.length).put(text);
        }
        return Bytes.wrap(key.put(last).array());
    }
}
