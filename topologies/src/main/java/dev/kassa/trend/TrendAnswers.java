package dev.kassa.trend;

import dev.kassa.avro.AppliedFacts;
import dev.kassa.avro.FlowLine;
import dev.kassa.avro.FlowRow;
import dev.kassa.avro.ReadFlows;
import dev.kassa.avro.ReadHours;
import dev.kassa.avro.ReadTrend;
import dev.kassa.avro.TrendApplied;
import dev.kassa.avro.TrendCounts;
import dev.kassa.avro.TrendRow;
import dev.kassa.avro.ViewAnswer;
import dev.kassa.avro.ViewOutcome;
import dev.kassa.port.Trends;
import dev.kassa.port.Trends.Dimension;
import dev.kassa.trend.DecodedMonths.Month;
import dev.kassa.trend.DecodedMonths.Row;
import dev.kassa.trend.TrendKeys.Dims;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Answers questions from the rows of one partition. For one thread and one question. */
final class TrendAnswers {
    /** A span of more is read without keeping what it reads. */
    private static final int MONTHS_MAX = 1_000;

    private static final ByteBuffer NO_HASH = ByteBuffer.allocate(0);

    private final WrittenRows written;
    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final TrendCodecs codecs;

    TrendAnswers(WrittenRows written, TrendCodecs codecs) {
        this.written = written;
        this.store = written.store();
        this.codecs = codecs;
    }

    /** @throws IllegalArgumentException where it is no question for trends, or no slice that is kept answers it */
    ViewAnswer answer(int partition, Object ask) {
        ViewAnswer answer = ViewAnswer.newBuilder()
                .setPartition(partition)
                .setOutcome(ViewOutcome.ANSWERED)
                .setTotals(new HashMap<>())
                .build();
        switch (ask) {
            case ReadTrend read -> {
                TrendApplied applied = applied();
                answer.setTrends(cells(read, applied));
                answer.setApplied(told(applied));
            }
            case ReadHours read -> answer.setTrends(hours(read));
            case ReadFlows read -> answer.setFlows(flows(read));
            default -> throw new IllegalArgumentException("a question that is not about trends: " + ask);
        }
        return answer;
    }

    private static AppliedFacts told(@Nullable TrendApplied applied) {
        AppliedFacts told = new AppliedFacts();
        told.setLastHash(NO_HASH.duplicate());
        if (applied != null) {
            told.setPayments(applied.getPayments());
            told.setRefunds(applied.getRefunds());
            told.setJournal(applied.getJournal());
        }
        return told;
    }

    private List<TrendRow> cells(ReadTrend read, @Nullable TrendApplied applied) {
        Slice by = new Slice(read.getBy());
        Slice slice = slice(read, by, applied);
        Asked asked = new Asked(read, by);
        if (!slice.has(Dimension.MERCHANT)) {
            ofNoMerchant(read, slice, asked);
        } else if (read.getMerchantId() == null) {
            ofAllMerchants(read, slice, asked);
        } else {
            ofMerchant(read.getMerchantId(), slice, read.getFrom(), read.getTo(), asked);
        }
        return asked.rows();
    }

    private static Slice slice(ReadTrend read, Slice by, @Nullable TrendApplied applied) {
        List<Dimension> needed = new ArrayList<>(by.dimensions());
        addIf(needed, read.getMerchantId() != null, Dimension.MERCHANT);
        addIf(needed, read.getChannel() != null, Dimension.CHANNEL);
        addIf(needed, read.getCountry() != null, Dimension.COUNTRY);
        return Slice.telling(kept(applied), Slice.of(needed))
                .orElseThrow(() -> new IllegalArgumentException(
                        "trends are not kept by " + needed + "; rebuild them with a slice that has it"));
    }

    private static void addIf(List<Dimension> needed, boolean condition, Dimension dimension) {
        if (condition) {
            needed.add(dimension);
        }
    }

    private @Nullable TrendApplied applied() {
        byte[] row = store.get(TrendKeys.APPLIED);
        return row == null ? null : codecs.applied().decode(row);
    }

    private static List<Slice> kept(@Nullable TrendApplied applied) {
        return applied == null
                ? Slice.SHIPPED
                : applied.getSlices().stream().map(Slice::new).toList();
    }

    private void ofNoMerchant(ReadTrend read, Slice slice, Asked asked) {
        int first = TrendKeys.monthOf(read.getFrom());
        int last = TrendKeys.monthOf(read.getTo() - 1);
        if (last - first > MONTHS_MAX) {
            cells(slice, null, read.getFrom(), read.getTo(), asked::add);
            return;
        }
        for (int month = first; month <= last; month++) {
            int from = TrendKeys.firstDay(month);
            int to = TrendKeys.firstDay(month + 1);
            for (Row row : written.month(new Month(slice, month), () -> rows(slice, from, to))) {
                if (row.dims().period() >= read.getFrom() && row.dims().period() < read.getTo()) {
                    asked.add(row.dims(), row.counts());
                }
            }
        }
    }

    private List<Row> rows(Slice slice, int from, int to) {
        List<Row> rows = new ArrayList<>();
        cells(slice, null, from, to, (dims, counts) -> rows.add(new Row(dims, counts)));
        return rows;
    }

    private void ofMerchant(String merchantId, Slice slice, int from, int to, Asked asked) {
        cells(slice, merchantId, from, to, asked::add);
    }

    private void cells(Slice slice, @Nullable String merchantId, int from, int to, BiConsumer<Dims, TrendCounts> take) {
        each(
                TrendKeys.dayFrom(slice, merchantId, from),
                TrendKeys.dayFrom(slice, merchantId, to),
                (key, row) ->
                        take.accept(TrendKeys.ofDay(slice, key), codecs.counts().decode(row)));
    }

    /** Whole months from the cells of months, where those are enough; else each merchant's days in turn. */
    private void ofAllMerchants(ReadTrend read, Slice slice, Asked asked) {
        int firstMonth = TrendKeys.monthOf(read.getFrom() - 1) + 1;
        int afterMonths = TrendKeys.monthOf(read.getTo());
        if (read.getDates() || slice.bits() != Slice.of(Dimension.MERCHANT).bits() || firstMonth >= afterMonths) {
            days(slice, read.getFrom(), read.getTo(), asked);
            return;
        }
        days(slice, read.getFrom(), TrendKeys.firstDay(firstMonth), asked);
        months(firstMonth, afterMonths, asked::add);
        days(slice, TrendKeys.firstDay(afterMonths), read.getTo(), asked);
    }

    /** The days of each merchant that has some in these months, without reading the dates between. */
    private void days(Slice slice, int from, int to, Asked asked) {
        if (from >= to) {
            return;
        }
        Set<String> merchants = new TreeSet<>();
        months(TrendKeys.monthOf(from), TrendKeys.monthOf(to - 1) + 1, (dims, _) -> {
            if (dims.merchantId() != null) {
                merchants.add(dims.merchantId());
            }
        });
        merchants.forEach(merchantId -> ofMerchant(merchantId, slice, from, to, asked));
    }

    private void months(int from, int to, BiConsumer<Dims, TrendCounts> take) {
        if (to - from > MONTHS_MAX) {
            eachMonth(from, to, take);
            return;
        }
        for (int month = from; month < to; month++) {
            int number = month;
            written.month(new Month(null, number), () -> merchants(number))
                    .forEach(row -> take.accept(row.dims(), row.counts()));
        }
    }

    private List<Row> merchants(int month) {
        List<Row> rows = new ArrayList<>();
        eachMonth(month, month + 1, (dims, counts) -> rows.add(new Row(dims, counts)));
        return rows;
    }

    private void eachMonth(int from, int to, BiConsumer<Dims, TrendCounts> take) {
        each(
                TrendKeys.monthFrom(from),
                TrendKeys.monthFrom(to),
                (key, row) ->
                        take.accept(TrendKeys.ofMonth(key), codecs.counts().decode(row)));
    }

    private static boolean is(@Nullable String asked, @Nullable String there) {
        return asked == null || asked.equals(there);
    }

    private List<TrendRow> hours(ReadHours read) {
        Slice slice = read.getMerchantId() != null
                ? Slice.of(Dimension.MERCHANT)
                : read.getByChannel() ? Slice.of(Dimension.CHANNEL) : Slice.of();
        List<TrendRow> rows = new ArrayList<>();
        for (int hour = read.getFrom(); hour < read.getTo(); hour++) {
            Bytes from = TrendKeys.hourFrom(hour, slice, read.getMerchantId());
            each(
                    from,
                    Bytes.increment(from),
                    (key, row) ->
                            rows.add(row(TrendKeys.ofHour(key), codecs.counts().decode(row))));
        }
        return rows;
    }

    private static TrendRow row(Dims dims, TrendCounts counts) {
        return new TrendRow(dims.period(), dims.currency(), dims.merchantId(), dims.channel(), dims.country(), counts);
    }

    private List<FlowRow> flows(ReadFlows read) {
        Map<String, FlowRow> sums = new HashMap<>();
        each(
                TrendKeys.flowFrom(read.getMerchantId(), Integer.MIN_VALUE),
                TrendKeys.flowFrom(read.getMerchantId(), read.getTo()),
                (key, row) -> {
                    Dims dims = TrendKeys.ofFlow(key);
                    if (is(read.getCurrency(), dims.currency())) {
                        int date = dims.period() < read.getFrom() ? Trends.BEFORE : dims.period();
                        codecs.flows().decode(row).getLines().forEach(line -> add(sums, date, dims.currency(), line));
                    }
                });
        return new ArrayList<>(sums.values());
    }

    private static void add(Map<String, FlowRow> sums, int date, String currency, FlowLine line) {
        FlowRow sum = sums.computeIfAbsent(
                date + " " + currency + " " + line.getAccount() + " " + line.getKind(),
                _ -> new FlowRow(date, currency, line.getAccount(), line.getKind(), 0L, 0L));
        sum.setDebits(Math.addExact(sum.getDebits(), line.getDebits()));
        sum.setCredits(Math.addExact(sum.getCredits(), line.getCredits()));
    }

    private void each(Bytes from, Bytes to, BiConsumer<Bytes, byte[]> take) {
        if (from.compareTo(to) >= 0) {
            return;
        }
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, to)) {
            while (rows.hasNext()) {
                KeyValue<Bytes, byte[]> row = rows.next();
                if (row.key.compareTo(to) < 0) {
                    take.accept(row.key, row.value);
                }
            }
        }
    }

    /** The cells that a question is about, added up by what it splits them by. */
    private static final class Asked {
        private final ReadTrend read;
        private final Slice by;
        private final Sums sums = new Sums();

        Asked(ReadTrend read, Slice by) {
            this.read = read;
            this.by = by;
        }

        void add(Dims dims, TrendCounts counts) {
            if (is(read.getCurrency(), dims.currency())
                    && is(read.getChannel(), dims.channel())
                    && is(read.getCountry(), dims.country())) {
                sums.add(asked(dims), counts);
            }
        }

        private Dims asked(Dims dims) {
            return new Dims(
                    read.getDates() ? dims.period() : 0,
                    dims.currency(),
                    by.has(Dimension.MERCHANT) ? dims.merchantId() : null,
                    by.has(Dimension.CHANNEL) ? dims.channel() : null,
                    by.has(Dimension.COUNTRY) ? dims.country() : null);
        }

        List<TrendRow> rows() {
            List<TrendRow> rows = new ArrayList<>(sums.size());
            sums.forEach((dims, counts) -> rows.add(row(dims, counts)));
            return rows;
        }
    }
}
