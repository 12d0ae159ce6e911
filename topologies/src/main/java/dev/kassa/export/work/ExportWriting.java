package dev.kassa.export.work;

import dev.kassa.avro.FactPosition;
import dev.kassa.export.Export;
import dev.kassa.export.ExportKind;
import dev.kassa.export.ExportOrder;
import dev.kassa.export.ExportResult;
import dev.kassa.export.file.ControlTotals;
import dev.kassa.export.file.DigestingOutputStream;
import dev.kassa.export.file.ExportHeading;
import dev.kassa.export.file.TableWriter;
import dev.kassa.port.FileStore;
import dev.kassa.port.Snapshots;
import dev.kassa.port.Trends;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Writes the file of one attempt, from the rows to its publication. Thread-safe.
 *
 * @param snapshots rows of the views
 * @param trends what trends are exported from
 * @param partitions of every topic
 * @param rowsMax of one file
 */
record ExportWriting(Snapshots snapshots, Trends trends, FileStore files, int partitions, long rowsMax) {
    private static final String EVERYBODY = "All merchants";

    /** Hears how far it is, and says whether to go on. */
    interface Watch {
        /**
         * @param rows written so far
         * @param estimated to be written
         * @throws StoppedException where it is to be left
         */
        void wrote(long rows, long estimated) throws StoppedException;
    }

    /** Nobody wants the file any more. */
    static final class StoppedException extends Exception {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("stopped", null, false, false);
        }
    }

    /** There are more rows than a file may have. */
    static final class TooManyRowsException extends Exception {
        private static final long serialVersionUID = 1L;

        TooManyRowsException(long rowsMax) {
            super("It has more than %,d rows: ask for a shorter time.".formatted(rowsMax), null, false, false);
        }
    }

    /** @return the file, once it is published under the name of the attempt */
    ExportResult write(Export export, int attempt, Watch watch)
            throws IOException, StoppedException, TooManyRowsException {
        String name = export.fileOf(attempt);
        try (ExportSource source = open(export.order());
                FileStore.Draft draft = files.create(name)) {
            String position =
                    source.positions().stream().map(ExportWriting::text).collect(Collectors.joining(","));
            DigestingOutputStream out = new DigestingOutputStream(draft);
            ExportHeading heading = heading(export, position, System.currentTimeMillis());
            ControlTotals totals = write(export.order(), source, heading, out, watch);
            watch.wrote(totals.rows(), totals.rows());
            draft.publish();
            return new ExportResult(
                    totals,
                    out.sha256(),
                    out.size(),
                    position,
                    name,
                    export.order().format().contentType());
        }
    }

    private ExportSource open(ExportOrder order) {
        return order.kind() == ExportKind.TRENDS
                ? TrendSource.open(order, trends)
                : SnapshotSource.open(order, snapshots, partitions);
    }

    private static String text(FactPosition position) {
        return position.getPartition() + ":" + position.getJournal();
    }

    private ControlTotals write(
            ExportOrder order, ExportSource source, ExportHeading heading, DigestingOutputStream out, Watch watch)
            throws IOException, StoppedException, TooManyRowsException {
        ExportTable table = ExportTable.of(order);
        long facts = 0;
        long rows = 0;
        long estimated = source.estimated();
        try (TableWriter writer = order.format().writer(out, table.table(), heading)) {
            while (source.hasNext()) {
                rows += table.write(source.next(), writer);
                facts++;
                if (rows > rowsMax) {
                    throw new TooManyRowsException(rowsMax);
                }
                // A fact may be more rows than one.
                watch.wrote(rows, Math.max(rows, estimated * rows / facts));
            }
            return writer.finish();
        }
    }

    /** @param openedAtMs nothing is later than that */
    private static ExportHeading heading(Export export, String position, long openedAtMs) {
        ExportOrder order = export.order();
        String merchantId = order.merchantId();
        return new ExportHeading(
                export.id(),
                merchantId == null ? "*" : merchantId,
                merchantId == null ? EVERYBODY : order.merchantName(),
                Objects.requireNonNullElse(order.fromMs(), 0L),
                Objects.requireNonNullElse(order.toMs(), openedAtMs + 1),
                position,
                openedAtMs);
    }
}
