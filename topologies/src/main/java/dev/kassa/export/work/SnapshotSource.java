package dev.kassa.export.work;

import dev.kassa.avro.FactPosition;
import dev.kassa.export.ExportOrder;
import dev.kassa.port.Snapshots;
import dev.kassa.port.Snapshots.Question;
import dev.kassa.port.Snapshots.Snapshot;
import dev.kassa.port.Snapshots.Time;
import dev.kassa.schema.Partitions;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecordBase;

/** Rows of the views: those of one partition after those of another, all opened before the first is read. */
final class SnapshotSource implements ExportSource {
    private final List<Snapshot> snapshots = new ArrayList<>();
    private int at;

    private SnapshotSource() {}

    /** @throws dev.kassa.port.ViewUnavailableException where a partition is not to be had; then none is left open */
    static SnapshotSource open(ExportOrder order, Snapshots views, int partitions) {
        String merchantId = order.merchantId();
        int[] asked = merchantId == null
                ? IntStream.range(0, partitions).toArray()
                : new int[] {Partitions.of(merchantId, partitions)};
        SnapshotSource source = new SnapshotSource();
        try {
            for (int partition : asked) {
                source.snapshots.add(views.open(question(order, partition)));
            }
            return source;
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    private static Question question(ExportOrder order, int partition) {
        return new Question(
                ExportTable.source(order.kind()),
                partition,
                order.merchantId(),
                Objects.requireNonNullElse(order.fromMs(), Long.MIN_VALUE),
                Objects.requireNonNullElse(order.toMs(), Long.MAX_VALUE),
                order.byBusinessTime() ? Time.BUSINESS : Time.PROCESSING);
    }

    @Override
    public List<FactPosition> positions() {
        return snapshots.stream().map(Snapshot::position).toList();
    }

    @Override
    public long estimated() {
        return snapshots.stream().mapToLong(Snapshot::estimatedRows).sum();
    }

    @Override
    public boolean hasNext() {
        while (at < snapshots.size() && !snapshots.get(at).hasNext()) {
            at++;
        }
        return at < snapshots.size();
    }

    @Override
    public SpecificRecordBase next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return snapshots.get(at).next();
    }

    @Override
    public void close() {
        snapshots.forEach(Snapshot::close);
    }
}
