package dev.kassa.settlement.window;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import org.apache.kafka.common.utils.Bytes;

/**
 * Whose window it is. Its bytes sort by merchant, currency and date; a merchant id holds no zero byte, a currency has three
 * letters.
 */
record WindowKey(String merchantId, String currency, LocalDate date) {
    private static final int TAIL_BYTES = 3 + Integer.BYTES;

    Bytes bytes() {
        return bytes(merchantId, currency, Math.toIntExact(date.toEpochDay()));
    }

    static Bytes bytes(String merchantId, String currency, int epochDay) {
        byte[] merchant = merchantId.getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(merchant.length + 1 + TAIL_BYTES)
                .put(merchant)
                .put((byte) 0)
                .put(currency.getBytes(UTF_8))
                // Dates from before 1970 sort before the others.
                .putInt(epochDay ^ Integer.MIN_VALUE)
                .array());
    }

    static WindowKey of(Bytes key) {
        byte[] bytes = key.get();
        int merchantEnds = bytes.length - TAIL_BYTES - 1;
        int epochDay = ByteBuffer.wrap(bytes, bytes.length - Integer.BYTES, Integer.BYTES)
                        .getInt()
                ^ Integer.MIN_VALUE;
        return new WindowKey(
                new String(bytes, 0, merchantEnds, UTF_8),
                new String(bytes, merchantEnds + 1, 3, UTF_8),
                LocalDate.ofEpochDay(epochDay));
    }
}
