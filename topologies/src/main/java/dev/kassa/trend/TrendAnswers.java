package dev.kassa.trend;

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
import dev.kassa.trend.TrendKeys.Dims;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Answers questions from the rows of one partition. For one thread and one question. */
final class TrendAnswers {
    private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
    private final TrendCodecs codecs;

    TrendAnswers(ReadOnlyKeyValueStore<Bytes, byte[]> store, TrendCodecs codecs) {
        this.store = store;
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
            case ReadTrend read -> answer.setTrends(cells(read));
            case ReadHours read -> answer.setTrends(hours(read));
            case ReadFlows read -> answer.setFlows(flows(read));
            default -> throw new IllegalArgumentException("a question that is not about trends: " + ask);
        }
        return answer;
    }

    private List<TrendRow> cells(ReadTrend read) {
        Slice by = new Slice(read.getBy());
        Slice slice = slice(read, by);
        Sums sums = new Sums(by, read.getDates());
        if (slice.has(Dimension.MERCHANT) && read.getMerchantId() == null) {
            ofAllMerchants(read, slice, sums);
        } else {
            each(
                    TrendKeys.dayFrom(slice, read.getMerchantId(), read.getFrom()),
                    TrendKeys.dayFrom(slice, read.getMerchantId(), read.getTo()),
                    (key, row) -> take(sums, read, TrendKeys.ofDay(slice, key), row));
        }
        return sums.rows();
    }

    private Slice slice(ReadTrend read, Slice by) {
        List<Dimension> needed = new ArrayList<>(by.dimensions());
        addIf(needed, read.getMerchantId() != null, Dimension.MERCHANT);
        addIf(needed, read.getChannel() != null, Dimension.CHANNEL);
        addIf(needed, read.getCountry() != null, Dimension.COUNTRY);
        return Slice.telling(kept(), Slice.of(needed))
                .orElseThrow(() -> new IllegalArgumentException(
                        "trends are not kept by " + needed + "; rebuild them with a slice that has it"));
    }

    private static void addIf(List<Dimension> needed, boolean condition, Dimension dimension) {
        if (condition) {
            needed.add(dimension);
        }
    }

    private List<Slice> kept() {
        byte[] row = store.get(TrendKeys.APPLIED);
        TrendApplied applied = row == null ? null : codecs.applied().decode(row);
        return applied == null
                ? Slice.SHIPPED
                : applied.getSlices().stream().map(Slice::new).toList();
    }

    /** Whole months from the cells of months, where those are enough; else each merchant's days in turn. */
    private void ofAllMerchants(ReadTrend read, Slice slice, Sums sums) {
        int firstMonth = TrendKeys.monthOf(read.getFrom() - 1) + 1;
        int afterMonths = TrendKeys.monthOf(read.getTo());
        if (read.getDates() || slice.bits() != Slice.of(Dimension.MERCHANT).bits() || firstMonth >= afterMonths) {
            days(read, slice, read.getFrom(), read.getTo(), sums);
            return;
        }
        days(read, slice, read.getFrom(), firstDay(firstMonth), sums);
        each(
                TrendKeys.monthFrom(firstMonth),
                TrendKeys.monthFrom(afterMonths),
                (key, row) -> take(sums, read, TrendKeys.ofMonth(key), row));
        days(read, slice, firstDay(afterMonths), read.getTo(), sums);
    }

    private static int firstDay(int month) {
        return Math.toIntExact(LocalDate.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1, 1)
                .toEpochDay());
    }

    /** From merchant to merchant, without reading the dates between. */
    private void days(ReadTrend read, Slice slice, int from, int to, Sums sums) {
        Bytes end = Bytes.increment(TrendKeys.days(slice));
        Bytes at = TrendKeys.days(slice);
        while (from < to) {
            String merchantId = merchantAt(slice, at, end);
            if (merchantId == null) {
                return;
            }
            each(
                    TrendKeys.dayFrom(slice, merchantId, from),
                    TrendKeys.dayFrom(slice, merchantId, to),
                    (key, row) -> take(sums, read, TrendKeys.ofDay(slice, key), row));
            at = Bytes.increment(TrendKeys.dayFrom(slice, merchantId, Integer.MAX_VALUE));
        }
    }

    private @Nullable String merchantAt(Slice slice, Bytes from, Bytes end) {
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(from, end)) {
            if (!rows.hasNext()) {
                return null;
            }
            Bytes key = rows.next().key;
            return key.compareTo(end) < 0 ? TrendKeys.ofDay(slice, key).merchantId() : null;
        }
    }

    private void take(Sums sums, ReadTrend read, Dims dims, byte[] row) {
        if (is(read.getCurrency(), dims.currency())
                && is(read.getChannel(), dims.channel())
                && is(read.getCountry(), dims.country())) {
            sums.add(dims, codecs.counts().decode(row));
        }
    }

    private static boolean is(@Nullable String asked, @Nullable String there) {
        return asked == null || asked.equals(there);
    }

    private List<TrendRow> hours(ReadHours read) {
        Slice slice = read.getMerchantId() != null
                ? Slice.of(Dimension.MERCHANT)
                : read.getByChannel() ? Slice.of(Dimension.CHANNEL) : Slice.of();
        Sums sums = new Sums(slice, true);
        for (int hour = read.getFrom(); hour < read.getTo(); hour++) {
            Bytes from = TrendKeys.hourFrom(hour, slice, read.getMerchantId());
            each(
                    from,
                    Bytes.increment(from),
                    (key, row) ->
                            sums.add(TrendKeys.ofHour(key), codecs.counts().decode(row)));
        }
        return sums.rows();
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

    /** Cells added up by what the question splits them by. */
    private static final class Sums {
        private final Slice by;
        private final boolean dates;
        private final Map<Dims, Trends.Counts> sums = new HashMap<>();

        Sums(Slice by, boolean dates) {
            this.by = by;
            this.dates = dates;
        }

        void add(Dims dims, TrendCounts counts) {
            Dims kept = new Dims(
                    dates ? dims.period() : 0,
                    dims.currency(),
                    by.has(Dimension.MERCHANT) ? dims.merchantId() : null,
                    by.has(Dimension.CHANNEL) ? dims.channel() : null,
                    by.has(Dimension.COUNTRY) ? dims.country() : null);
            sums.merge(kept, CellCodec.counts(counts), Trends.Counts::plus);
        }

        List<TrendRow> rows() {
            List<TrendRow> rows = new ArrayList<>(sums.size());
            sums.forEach((dims, counts) -> rows.add(new TrendRow(
                    dims.period(),
                    dims.currency(),
                    dims.merchantId(),
                    dims.channel(),
                    dims.country(),
                    CellCodec.counts(counts))));
            return rows;
        }
    }
}
