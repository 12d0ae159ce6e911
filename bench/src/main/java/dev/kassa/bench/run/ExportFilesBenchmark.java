package dev.kassa.bench.run;

import dev.kassa.export.file.ControlTotals;
import dev.kassa.export.file.DigestingOutputStream;
import dev.kassa.export.file.ExportFormat;
import dev.kassa.export.file.ExportHeading;
import dev.kassa.export.file.Row;
import dev.kassa.export.file.Table;
import dev.kassa.export.file.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A million payments of 15 columns as CSV, XLSX and PDF, on one thread, to a file, with its digest. */
final class ExportFilesBenchmark implements Benchmark {
    private static final int ROWS = 1_000_000;
    private static final int WARM_ROWS = 60_000;
    private static final int SAMPLES = 5;
    private static final double MIB = 1 << 20;

    private static final Table PAYMENTS = Table.titled("Payments")
            .code("id")
            .text("order_no")
            .code("status")
            .code("currency")
            .totalled("amount", "currency")
            .totalled("amount_captured", "currency")
            .totalled("amount_refunded", "currency")
            .totalled("fee", "currency")
            .code("channel")
            .code("channel_reference")
            .text("customer")
            .text("description")
            .date("business_date")
            .time("occurred_at")
            .time("created_at")
            .build();
    private static final ExportHeading HEADING =
            new ExportHeading("exp_bench", "bench-0", "Bench 王小明", 0, 2_000_000_000_000L, "0:17,1:4", 1L);
    private static final String[] CURRENCIES = {"EUR", "GBP", "JPY", "KWD"};
    private static final String[] CUSTOMERS = {"Zoë Müller", "John Smith", "王小明", "山田花子", "김철수", "Иван Петров"};

    /** What one format came to. */
    private record Found(double perSecond, double fileMib, double peakMib, double growthMib, ControlTotals totals) {}

    @Override
    public String name() {
        return "export-files";
    }

    @Override
    public String sentence() {
        return "A million rows as CSV, XLSX and PDF: rows/s, memory, size";
    }

    @Override
    public Report run(Options options) throws Exception {
        int rows = options.payments(ROWS);
        Report report = new Report(name());
        List<ControlTotals> totals = new ArrayList<>();
        try (TemporaryFolder folder = new TemporaryFolder()) {
            for (ExportFormat format : ExportFormat.values()) {
                write(format, OutputStream.nullOutputStream(), WARM_ROWS, new Heap());
                Found found = write(format, folder.path().resolve("export." + format.extension()), rows);
                add(report, format, found);
                totals.add(found.totals);
            }
        }
        boolean same = totals.stream().distinct().count() == 1;
        return report.value("rows", rows)
                .atLeast("formats with the same control totals", "same_totals", same ? 3 : 0, 3, "");
    }

    private static void add(Report report, ExportFormat format, Found found) {
        String name = format.name();
        String key = name.toLowerCase(Locale.ROOT);
        switch (format) {
            case CSV -> report.atLeast(name + " rows", key + "_rows_per_second", found.perSecond, 200_000, "/s");
            case XLSX -> report.atLeast(name + " rows", key + "_rows_per_second", found.perSecond, 50_000, "/s");
            case PDF -> report.figure(name + " rows", key + "_rows_per_second", found.perSecond, "/s");
        }
        report.figure(name + " file", key + "_file_mib", found.fileMib, " MiB");
        report.figure(name + " heap in use beyond that before, peak", key + "_heap_peak_mib", found.peakMib, " MiB");
        report.atMost(
                name + " heap grown between the first fifth and the end",
                key + "_heap_growth_mib",
                found.growthMib,
                16,
                " MiB");
    }

    private static Found write(ExportFormat format, Path file, int rows) throws IOException {
        Heap heap = new Heap();
        try (DigestingOutputStream out = new DigestingOutputStream(Files.newOutputStream(file))) {
            Written written = write(format, out, rows, heap);
            double perSecond = rows / (written.ns / 1e9);
            return new Found(perSecond, out.size() / MIB, heap.peak / MIB, heap.growth() / MIB, written.totals);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private record Written(long ns, ControlTotals totals) {}

    /** The clock stands while the heap is looked at. */
    private static Written write(ExportFormat format, OutputStream out, int rows, Heap heap) throws IOException {
        int sampled = rows / SAMPLES;
        long ns = -System.nanoTime();
        try (TableWriter writer = format.writer(out, PAYMENTS, HEADING)) {
            Row row = PAYMENTS.newRow();
            for (int i = 1; i <= rows; i++) {
                writer.row(fill(row, i));
                if (i % sampled == 0 && rows > WARM_ROWS) {
                    ns += System.nanoTime();
                    heap.look();
                    ns -= System.nanoTime();
                }
            }
            ControlTotals totals = writer.finish();
            return new Written(ns + System.nanoTime(), totals);
        }
    }

    private static Row fill(Row row, int i) {
        long at = 1_760_000_000_000L + i * 2_531L;
        String currency = CURRENCIES[i & 3];
        long amount = 500 + (i * 7_919L) % 4_999_500;
        row.begin()
                .code("pay_01KASSA" + (1_000_000_000L + i) + "QWERT")
                .text("2026-" + i)
                .code(i % 17 == 0 ? "failed" : "succeeded")
                .code(currency)
                .amount(amount)
                .amount(i % 17 == 0 ? 0 : amount)
                .amount(i % 29 == 0 ? amount / 2 : 0)
                .amount(amount / 100)
                .code("simulator")
                .code("sim_" + (9_000_000_000L + i))
                .text(CUSTOMERS[i % CUSTOMERS.length]);
        if (i % 3 == 0) {
            row.text("2 pieces, white \"hanging\" heart T-light holder");
        } else {
            row.none();
        }
        return row.date(at / 86_400_000).time(at).time(at + 37);
    }

    /** What is in use after a collection, beyond what was before. */
    private static final class Heap {
        private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();

        private final long before = used();
        private long first = -1;
        private long last;
        private long peak;

        void look() {
            last = used() - before;
            first = first < 0 ? last : first;
            peak = Math.max(peak, last);
        }

        long growth() {
            return last - first;
        }

        private static long used() {
            System.gc();
            return MEMORY.getHeapMemoryUsage().getUsed();
        }
    }
}
