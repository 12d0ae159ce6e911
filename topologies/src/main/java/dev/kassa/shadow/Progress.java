package dev.kassa.shadow;

import dev.kassa.port.Shadows.Report;
import dev.kassa.port.Shadows.Run;
import dev.kassa.port.Shadows.Status;
import org.jspecify.annotations.Nullable;

/** How far a run has come. Thread-safe: one writes, any read. */
final class Progress {
    private final String id;
    private volatile long total;
    private volatile long read;
    private volatile @Nullable Report report;
    private volatile @Nullable String failure;

    Progress(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    void total(long records) {
        total = records;
    }

    void read(long records) {
        read = records;
    }

    void completed(Report found) {
        report = found;
    }

    void failed(String sentence) {
        failure = sentence;
    }

    boolean isUnderWay() {
        return report == null && failure == null;
    }

    Run now() {
        Report found = report;
        String why = failure;
        Status status = found != null ? Status.COMPLETED : why != null ? Status.FAILED : Status.RUNNING;
        return new Run(id, status, read, total, found, why);
    }
}
