package dev.kassa.export.work;

import dev.kassa.avro.CompleteExport;
import dev.kassa.avro.ExportDue;
import dev.kassa.avro.ExportTotalFact;
import dev.kassa.avro.FailExport;
import dev.kassa.avro.StartExport;
import dev.kassa.avro.TellExportProgress;
import dev.kassa.export.Export;
import dev.kassa.export.ExportCommand;
import dev.kassa.export.ExportDecision.Accepted;
import dev.kassa.export.ExportDesk;
import dev.kassa.export.ExportFailure;
import dev.kassa.export.ExportLimits;
import dev.kassa.export.ExportLimits.Use;
import dev.kassa.export.ExportOrder;
import dev.kassa.export.ExportResult;
import dev.kassa.export.ExportRules;
import dev.kassa.export.file.ControlTotals;
import dev.kassa.export.file.ControlTotals.Total;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** What the topology is to a worker: decides on what it is told, in order, on a thread of its own, and tells the desk. */
final class TinyLog implements ExportOutbox {
    final List<SpecificRecordBase> told = new CopyOnWriteArrayList<>();
    volatile Predicate<SpecificRecordBase> loses = _ -> false;
    volatile long aheadMs;
    private final Map<String, Export> exports = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile @Nullable ExportDesk desk;

    /** The partition goes to a desk. */
    void assign(ExportDesk to) {
        thread.execute(() -> {
            desk = to;
            to.opened(0, List.copyOf(exports.values()));
        });
    }

    void revoke() {
        thread.execute(() -> {
            Objects.requireNonNull(desk).closed(0);
            desk = null;
        });
    }

    Export request(String id, ExportOrder order) {
        decide(id, new ExportCommand.Request(id, order));
        return Export.requested(id, order, 0);
    }

    void decide(String id, ExportCommand command) {
        thread.execute(() -> {
            Export before = exports.get(id);
            long nowMs = System.currentTimeMillis() + aheadMs;
            if (ExportRules.decide(before, command, Use.NONE, ExportLimits.SHIPPED, nowMs)
                    instanceof Accepted(var event)) {
                Export after = ExportRules.evolve(before, event, nowMs);
                if (after != null) {
                    exports.put(id, after);
                    ExportDesk to = desk;
                    if (to != null) {
                        to.changed(0, after);
                    }
                }
            }
        });
    }

    @Nullable
    Export find(String id) {
        return exports.get(id);
    }

    @Override
    public void tell(Export export, SpecificRecordBase body) {
        told.add(body);
        if (!loses.test(body)) {
            decide(export.id(), command(body));
        }
    }

    @Override
    public boolean confirm(Export export, SpecificRecordBase body) {
        tell(export, body);
        return !loses.test(body);
    }

    private static ExportCommand command(SpecificRecordBase body) {
        return switch (body) {
            case StartExport start -> new ExportCommand.Start(start.getAttempt(), start.getWorker());
            case TellExportProgress told ->
                new ExportCommand.Progress(
                        told.getAttempt(), told.getWorker(), told.getRows(), told.getEstimatedRows());
            case CompleteExport done ->
                new ExportCommand.Complete(
                        done.getAttempt(),
                        done.getWorker(),
                        new ExportResult(
                                new ControlTotals(
                                        done.getResult().getRows(),
                                        done.getResult().getTotals().stream()
                                                .map(TinyLog::total)
                                                .toList()),
                                done.getResult().getSha256(),
                                done.getResult().getSizeBytes(),
                                done.getResult().getPosition(),
                                done.getResult().getFile(),
                                done.getResult().getContentType()));
            case FailExport failed ->
                new ExportCommand.Fail(
                        failed.getAttempt(),
                        failed.getWorker(),
                        new ExportFailure(
                                failed.getFailure().getCode(),
                                failed.getFailure().getMessage()),
                        failed.getLasting());
            case ExportDue _ -> new ExportCommand.Due();
            default -> throw new IllegalArgumentException(body.toString());
        };
    }

    @Override
    public void close() {
        thread.shutdown();
    }

    private static Total total(ExportTotalFact total) {
        return new Total(total.getColumn(), total.getCurrency(), total.getCount(), total.getSum());
    }
}
