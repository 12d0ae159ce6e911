package dev.kassa.edge.render;

import static dev.kassa.edge.render.Json.text;
import static dev.kassa.edge.render.Json.time;

import dev.kassa.avro.JobCount;
import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.NoticeFact;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Jobs, runs and notices as callers see them. */
public final class JobJson {
    private JobJson() {}

    public static byte[] job(JobFact job) {
        return Json.bytes(json -> write(json, job));
    }

    public static byte[] run(JobRunFact run) {
        return Json.bytes(json -> write(json, run));
    }

    public static byte[] jobs(List<JobFact> jobs) {
        return page(jobs, JobJson::write, null);
    }

    /** @param nextCursor null after the last page */
    public static byte[] runs(List<JobRunFact> runs, @Nullable String nextCursor) {
        return page(runs, JobJson::write, nextCursor);
    }

    public static byte[] notices(List<NoticeFact> notices) {
        return page(notices, JobJson::write, null);
    }

    private static <T> byte[] page(List<T> all, BiConsumer<JsonGenerator, T> each, @Nullable String nextCursor) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeName("data");
            json.writeStartArray();
            all.forEach(one -> each.accept(json, one));
            json.writeEndArray();
            text(json, "next_cursor", nextCursor);
            json.writeEndObject();
        });
    }

    private static void write(JsonGenerator json, JobFact job) {
        json.writeStartObject();
        json.writeStringProperty("name", job.getName());
        json.writeStringProperty("object", "job");
        json.writeStringProperty("description", job.getDescription());
        json.writeStringProperty("cron", job.getCron());
        text(json, "timezone", job.getTimezone());
        json.writeStringProperty("misfire", word(job.getMisfire()));
        json.writeNumberProperty("late_after_seconds", job.getLateAfterMs() / 1_000);
        json.writeBooleanProperty("paused", job.getPaused());
        text(json, "paused_by", job.getPausedBy());
        text(json, "paused_reason", job.getPausedReason());
        moment(json, "next_run_at", job.getNextRunMs());
        JobRunFact last = job.getLastRun();
        json.writeName("last_run");
        if (last == null) {
            json.writeNull();
        } else {
            write(json, last);
        }
        json.writeStringProperty("updated_at", time(job.getUpdatedAtMs()));
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, JobRunFact run) {
        json.writeStartObject();
        json.writeStringProperty("id", run.getId());
        json.writeStringProperty("object", "job_run");
        json.writeStringProperty("job", run.getJob());
        json.writeStringProperty("slot_at", time(run.getSlotAtMs()));
        text(json, "timezone", run.getTimezone());
        json.writeStringProperty("trigger", word(run.getTrigger()));
        json.writeStringProperty("actor", run.getActor());
        json.writeStringProperty("reason", run.getReason());
        json.writeNumberProperty("missed_slots", run.getMissedSlots());
        json.writeStringProperty("status", word(run.getStatus()));
        json.writeNumberProperty("attempt", run.getAttempt());
        text(json, "worker", run.getWorker());
        json.writeNumberProperty("parts", run.getParts());
        json.writeNumberProperty("parts_done", run.getPartsDone().size());
        counts(json, run.getCounts());
        json.writeStringProperty("position", run.getPosition());
        json.writeStringProperty("message", run.getMessage());
        json.writeBooleanProperty("late", run.getLate());
        moment(json, "started_at", run.getStartedAtMs());
        moment(json, "ended_at", run.getEndedAtMs());
        duration(json, run);
        json.writeStringProperty("updated_at", time(run.getUpdatedAtMs()));
        json.writeEndObject();
    }

    private static void counts(JsonGenerator json, List<JobCount> counts) {
        json.writeName("counts");
        json.writeStartObject();
        counts.forEach(count -> json.writeNumberProperty(count.getName(), count.getValue()));
        json.writeEndObject();
    }

    private static void duration(JsonGenerator json, JobRunFact run) {
        Long startedAtMs = run.getStartedAtMs();
        Long endedAtMs = run.getEndedAtMs();
        if (startedAtMs == null || endedAtMs == null) {
            json.writeNullProperty("duration_ms");
        } else {
            json.writeNumberProperty("duration_ms", endedAtMs - startedAtMs);
        }
    }

    private static void write(JsonGenerator json, NoticeFact notice) {
        json.writeStartObject();
        json.writeStringProperty("id", notice.getId());
        json.writeStringProperty("object", "notice");
        json.writeStringProperty("kind", notice.getKind());
        json.writeStringProperty("severity", word(notice.getSeverity()));
        json.writeStringProperty("status", word(notice.getStatus()));
        text(json, "merchant_id", notice.getMerchantId());
        json.writeStringProperty("subject_id", notice.getSubjectId());
        json.writeStringProperty("text", notice.getText());
        json.writeNumberProperty("times", notice.getTimes());
        json.writeStringProperty("raised_at", time(notice.getRaisedAtMs()));
        json.writeStringProperty("updated_at", time(notice.getUpdatedAtMs()));
        json.writeEndObject();
    }

    private static String word(Enum<?> code) {
        return code.name().toLowerCase(Locale.ROOT);
    }

    private static void moment(JsonGenerator json, String name, @Nullable Long epochMs) {
        text(json, name, epochMs == null ? null : time(epochMs));
    }
}
