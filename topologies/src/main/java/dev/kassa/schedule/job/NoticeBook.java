package dev.kassa.schedule.job;

import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.NoticeSeverity;
import dev.kassa.avro.NoticeStatus;
import dev.kassa.schema.Topics;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The notices of one kind during one run of a job: what the run says is open, what it does not say is resolved at its end.
 * Said again by a second attempt at the same run, it counts once. Not thread-safe.
 */
public final class NoticeBook {
    private final FactOut out;
    private final String kind;
    private final boolean counted;
    private final long slotAtMs;
    private final long nowMs;
    private final Map<String, NoticeFact> known = new HashMap<>();
    private final Set<String> said = new HashSet<>();
    private int raised;
    private int resolved;

    /**
     * @param counted whether saying it again in another run is told, and counted
     * @param slotAtMs of the run
     */
    public NoticeBook(FactScan scan, FactOut out, String kind, boolean counted, long slotAtMs, long nowMs)
            throws InterruptedException {
        this.out = out;
        this.kind = kind;
        this.counted = counted;
        this.slotAtMs = slotAtMs;
        this.nowMs = Math.max(slotAtMs, nowMs);
        scan.each(Topics.NOTICES, 0, notice -> {
            if (notice.getKind().equals(kind)) {
                known.put(notice.getId(), notice);
            }
        });
    }

    /** @param subjectId what it is about; of a subject there is one notice of a kind */
    public void say(String subjectId, @Nullable String merchantId, NoticeSeverity severity, String text)
            throws IOException, InterruptedException {
        String id = kind + ":" + subjectId;
        said.add(id);
        NoticeFact before = known.get(id);
        boolean open = before != null && before.getStatus() == NoticeStatus.OPEN;
        if (before == null || !open) {
            put(new NoticeFact(id, kind, severity, NoticeStatus.OPEN, merchantId, subjectId, text, 1, nowMs, nowMs));
            raised++;
        } else if (counted && before.getUpdatedAtMs() < slotAtMs) {
            put(NoticeFact.newBuilder(before)
                    .setText(text)
                    .setTimes(before.getTimes() + 1)
                    .setUpdatedAtMs(nowMs)
                    .build());
            raised++;
        }
    }

    /** What was not said is so no more. */
    public void resolveOthers() throws IOException, InterruptedException {
        for (NoticeFact notice : known.values().toArray(new NoticeFact[0])) {
            if (notice.getStatus() == NoticeStatus.OPEN && !said.contains(notice.getId())) {
                put(NoticeFact.newBuilder(notice)
                        .setStatus(NoticeStatus.RESOLVED)
                        .setUpdatedAtMs(nowMs)
                        .build());
                resolved++;
            }
        }
    }

    private void put(NoticeFact notice) throws IOException, InterruptedException {
        out.write(Topics.NOTICES, notice.getId(), notice);
        known.put(notice.getId(), notice);
    }

    int raised() {
        return raised;
    }

    int resolved() {
        return resolved;
    }
}
