package dev.kassa.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

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
        /** {@code merchant, payment id, sequence in eight bytes} to the entry fact. */
        ENTRY('E'),
        /** {@code merchant, currency} to a {@code MerchantBalance}. */
        BALANCE('B'),
        /** {@code currency} to the {@code CurrencyTotals} of the partition. */
        TOTALS('T'),
        /** {@code payment id} to its merchant's id: a payment that waits for a person. */
        REVIEW('V'),
        /** Nothing more: the {@code AppliedFacts} of the partition. */
        APPLIED('A');

        private final byte letter;

        Kind(char letter) {
            this.letter = (byte) letter;
        }
    }

    /** The one row that says how far the partition has come. */
    public static final Bytes APPLIED = Bytes.wrap(new byte[] {Kind.APPLIED.letter});

    /** Begins every payment's row, merchant by merchant. */
    public static final Bytes ALL_PAYMENTS = Bytes.wrap(new byte[] {Kind.PAYMENT.letter});

    /** Begins every refund's row, merchant by merchant. */
    public static final Bytes ALL_REFUNDS = Bytes.wrap(new byte[] {Kind.REFUND.letter});

    /** Begins every entry's row, merchant by merchant. */
    public static final Bytes ALL_ENTRIES = Bytes.wrap(new byte[] {Kind.ENTRY.letter});

    /** Begins every balance's row, merchant by merchant. */
    public static final Bytes ALL_BALANCES = Bytes.wrap(new byte[] {Kind.BALANCE.letter});

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

    /** Begins the rows of an order. */
    public static Bytes order(String merchantId, String orderNo) {
        return inOrder(merchantId, orderNo, "");
    }

    /** An entry of a payment; of no payment where the id is empty. */
    public static Bytes entry(String merchantId, String paymentId, long sequence) {
        byte[] last = ByteBuffer.allocate(Long.BYTES).putLong(sequence).array();
        return key(Kind.ENTRY, last, merchantId, paymentId);
    }

    /** Begins the entries of a payment. */
    public static Bytes entries(String merchantId, String paymentId) {
        return key(Kind.ENTRY, new byte[0], merchantId, paymentId);
    }

    /** Begins the entries of a merchant. */
    public static Bytes entries(String merchantId) {
        return key(Kind.ENTRY, new byte[0], merchantId);
    }

    public static Bytes balance(String merchantId, String currency) {
        return key(Kind.BALANCE, currency.getBytes(UTF_8), merchantId);
    }

    /** Begins the balances of a merchant. */
    public static Bytes balances(String merchantId) {
        return balance(merchantId, "");
    }

    /** A payment that waits for a person. */
    public static Bytes review(String paymentId) {
        return key(Kind.REVIEW, paymentId.getBytes(UTF_8));
    }

    public static Bytes totals(String currency) {
        return key(Kind.TOTALS, currency.getBytes(UTF_8));
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
