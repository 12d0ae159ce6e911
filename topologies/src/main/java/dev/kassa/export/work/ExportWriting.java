package dev.kassa.export.work;

import dev.kassa.avro.FactPosition;
import dev.kassa.export.Export;
import dev.kassa.export.ExportOrder;
import dev.kassa.export.ExportResult;
import dev.kassa.export.file.ControlTotals;
import dev.kassa.export.file.DigestingOutputStream;
import dev.kassa.export.file.ExportHeading;
import dev.kassa.export.file.TableWriter;
import dev.kassa.port.FileStore;
import dev.kassa.port.Snapshots;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Snapshot;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.schema.Partitions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the file of one attempt, from the rows to its publication. Thread-safe.
 *
 * @param partitions of every topic
 * @param rowsMax of one file
 */
record ExportWriting(Snapshots snapshots, FileStore files, int partitions, long rowsMax) {
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

    /** All snapshots of an export, each of one partition. */
    private static final class Opened implements AutoCloseable {
        private final List<Snapshot> snapshots = new ArrayList<>();

        @Override
        public void close() {
            snapshots.forEach(Snapshot::close);
        }
    }

    /** @return the file, once it is published under the name of the attempt */
    ExportResult write(Export export, int attempt, Watch watch)
            throws IOException, StoppedException, TooManyRowsException {
        String name = export.fileOf(attempt);
        try (Opened opened = new Opened();
                FileStore.Draft draft = files.create(name)) {
            open(export.order(), opened);
            String position = opened.snapshots.stream()
                    .map(Snapshot::position)
                    .map(ExportWriting::text)
                    .collect(Collectors.joining(","));
            DigestingOutputStream out = new DigestingOutputStream(draft);
            ExportHeading heading = heading(export, position, System.currentTimeMillis());
            ControlTotals totals = write(export.order(), opened.snapshots, heading, out, watch);
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

    private void open(ExportOrder order, Opened opened) {
        String merchantId = order.merchantId();
        int[] asked = merchantId == null
                ? IntStream.range(0, partitions).toArray()
                : new int[] {Partitions.of(merchantId, partitions)};
        for (int partition : asked) {
            opened.snapshots.add(snapshots.open(new Question(
                    ExportTable.source(order.kind()),
                    partition,
                    merchantId,
                    Objects.requireNonNullElse(order.fromMs(), Long.MIN_VALUE),
                    Objects.requireNonNullElse(order.toMs(), Long.MAX_VALUE),
                    order.byBusinessTime() ? Time.BUSINESS : Time.PROCESSING)));
        }
    }

    private static String text(FactPosition position) {
        return position.getPartition() + ":" + position.getJournal();
    }

    private ControlTotals write(
            ExportOrder order, List<Snapshot> opened, ExportHeading heading, DigestingOutputStream out, Watch watch)
            throws IOException, StoppedException, TooManyRowsException {
        ExportTable table = ExportTable.of(order.kind(), order.format());
        long facts = 0;
        long rows = 0;
        long estimated = opened.stream().mapToLong(Snapshot::estimatedRows).sum();
        try (TableWriter writer = order.format().writer(out, table.table(), heading)) {
            for (Snapshot snapshot : opened) {
                while (snapshot.hasNext()) {
                    rows += table.write(snapshot.next(), writer);
                    facts++;
                    if (rows > rowsMax) {
                        throw new TooManyRowsException(rowsMax);
                    }
                    // A fact may be more rows than one.
                    watch.wrote(rows, Math.max(rows, estimated * rows / facts));
                }
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
