package dev.kassa.trend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.kassa.port.Trends.Dimension;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the trends' rows, each led by a letter for its kind. The cells of a merchant, and those of all merchants, stand
 * in order of dates, so that a range of dates is one pass; texts end with a zero byte.
 */
final class TrendKeys {
    static final Bytes APPLIED = Bytes.wrap(new byte[] {'a'});

    private static final byte DAY = 'd';
    private static final byte HOUR = 'h';
    private static final byte MONTH = 'm';
    private static final byte FLOW = 'f';
    private static final int ROOM = 24;
    private static final int CURRENCY_BYTES = 3;

    private TrendKeys() {}

    /**
     * What a cell is of. Those that its slice is not split by are null.
     *
     * @param period business date in days, or hours since 1970-01-01
     */
    record Dims(
            int period,
            String currency,
            @Nullable String merchantId,
            @Nullable String channel,
            @Nullable String country) {}

    /** The cell of a business date. */
    static Bytes day(Slice slice, Dims of) {
        Writer key = new Writer(DAY).bits(slice);
        if (slice.has(Dimension.MERCHANT)) {
            key.text(of.merchantId);
        }
        return key.number(of.period).rest(slice, of).done();
    }

    /** Where the days of a slice begin at a date; a slice that is split by merchant: of one. */
    static Bytes dayFrom(Slice slice, @Nullable String merchantId, int date) {
        Writer key = new Writer(DAY).bits(slice);
        if (slice.has(Dimension.MERCHANT)) {
            key.text(merchantId);
        }
        return key.number(date).done();
    }

    /** What the cell with such a key is of. */
    static Dims ofDay(Slice slice, Bytes key) {
        Reader rest = new Reader(key, 2);
        String merchantId = slice.has(Dimension.MERCHANT) ? rest.text() : null;
        int date = rest.number();
        return rest.dims(slice, date, merchantId);
    }

    /** The cell of an hour; hours are swept, so they stand in order of time. */
    static Bytes hour(Slice slice, Dims of) {
        Writer key = new Writer(HOUR).number(of.period).bits(slice);
        if (slice.has(Dimension.MERCHANT)) {
            key.text(of.merchantId);
        }
        return key.rest(slice, of).done();
    }

    /** Where an hour begins; with a slice, where that does in it. */
    static Bytes hourFrom(int hour, @Nullable Slice slice, @Nullable String merchantId) {
        Writer key = new Writer(HOUR).number(hour);
        if (slice != null) {
            key.bits(slice);
            if (slice.has(Dimension.MERCHANT)) {
                key.text(merchantId);
            }
        }
        return key.done();
    }

    static Dims ofHour(Bytes key) {
        Reader rest = new Reader(key, 1);
        int hour = rest.number();
        Slice slice = new Slice(rest.letter());
        return rest.dims(slice, hour, slice.has(Dimension.MERCHANT) ? rest.text() : null);
    }

    /** The number of the month that a date is in: months since the year 0. */
    static int monthOf(int date) {
        return Math.toIntExact(LocalDate.ofEpochDay(date).getLong(ChronoField.PROLEPTIC_MONTH));
    }

    /** The first date of such a month. */
    static int firstDay(int month) {
        return Math.toIntExact(LocalDate.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, 1)
                .toEpochDay());
    }

    /** A merchant's cell of a month, for ranking all merchants. */
    static Bytes month(int month, Dims of) {
        return new Writer(MONTH)
                .number(month)
                .currency(of.currency)
                .text(of.merchantId)
                .done();
    }

    static Bytes monthFrom(int month) {
        return new Writer(MONTH).number(month).done();
    }

    static Dims ofMonth(Bytes key) {
        Reader rest = new Reader(key, 1);
        int month = rest.number();
        return new Dims(month, rest.currency(), rest.text(), null, null);
    }

    /** The month that a cell stands in; null where it stands in none that is read as a whole. */
    static DecodedMonths.@Nullable Month monthWith(Bytes key) {
        byte kind = key.get()[0];
        if (kind == MONTH) {
            return new DecodedMonths.Month(null, ofMonth(key).period());
        }
        Slice slice = kind == DAY ? new Slice(key.get()[1]) : null;
        return slice == null || slice.has(Dimension.MERCHANT)
                ? null
                : new DecodedMonths.Month(slice, monthOf(ofDay(slice, key).period()));
    }

    /** What moved on a date; of one merchant, or of all where that is null. */
    static Bytes flow(@Nullable String merchantId, int date, String currency) {
        return flowWriter(merchantId).number(date).currency(currency).done();
    }

    static Bytes flowFrom(@Nullable String merchantId, int date) {
        return flowWriter(merchantId).number(date).done();
    }

    private static Writer flowWriter(@Nullable String merchantId) {
        return new Writer(FLOW).text(merchantId == null ? "" : merchantId);
    }

    static Dims ofFlow(Bytes key) {
        Reader rest = new Reader(key, 1);
        String merchantId = rest.text();
        return new Dims(rest.number(), rest.currency(), merchantId, null, null);
    }

    private static final class Writer {
        private ByteBuffer bytes = ByteBuffer.allocate(2 * ROOM);

        Writer(byte kind) {
            bytes.put(kind);
        }

        Writer bits(Slice slice) {
            room(1).put((byte) slice.bits());
            return this;
        }

        /** So that a number below zero stands before one above. */
        Writer number(int number) {
            room(Integer.BYTES).putInt(number ^ Integer.MIN_VALUE);
            return this;
        }

        Writer currency(String currency) {
            byte[] ascii = currency.getBytes(UTF_8);
            if (ascii.length != CURRENCY_BYTES) {
                throw new IllegalArgumentException("a currency has three letters, not " + currency);
            }
            room(CURRENCY_BYTES).put(ascii);
            return this;
        }

        Writer text(@Nullable String text) {
            byte[] utf8 = (text == null ? "" : text).getBytes(UTF_8);
            room(utf8.length + 1).put(utf8).put((byte) 0);
            return this;
        }

        Writer rest(Slice slice, Dims of) {
            currency(of.currency);
            if (slice.has(Dimension.CHANNEL)) {
                text(of.channel);
            }
            if (slice.has(Dimension.COUNTRY)) {
                text(of.country);
            }
            return this;
        }

        private ByteBuffer room(int more) {
            if (bytes.remaining() < more) {
                ByteBuffer larger = ByteBuffer.allocate(2 * bytes.capacity() + more);
                bytes = larger.put(bytes.flip());
            }
            return bytes;
        }

        Bytes done() {
            byte[] key = new byte[bytes.position()];
            bytes.flip().get(key);
            return Bytes.wrap(key);
        }
    }

    private static final class Reader {
        private final byte[] bytes;
        private int at;

        Reader(Bytes key, int from) {
            bytes = key.get();
            at = from;
        }

        int letter() {
            return bytes[at++];
        }

        int number() {
            int number = ByteBuffer.wrap(bytes, at, Integer.BYTES).getInt() ^ Integer.MIN_VALUE;
            at += Integer.BYTES;
            return number;
        }

        String currency() {
            String currency = new String(bytes, at, CURRENCY_BYTES, UTF_8);
            at += CURRENCY_BYTES;
            return currency;
        }

        String text() {
            int end = at;
            while (bytes[end] != 0) {
                end++;
            }
            String text = new String(bytes, at, end - at, UTF_8);
            at = end + 1;
            return text;
        }

        Dims dims(Slice slice, int period, @Nullable String merchantId) {
            String currency = currency();
            String channel = slice.has(Dimension.CHANNEL) ? text() : null;
            String country = slice.has(Dimension.COUNTRY) ? text() : null;
            return new Dims(period, currency, merchantId, channel, country);
        }
    }
}
