package dev.kassa.schedule;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Slots that follow one another: those of a job, or of the settlement at one hour of one zone. Of a lane one run is under way
 * at most. Immutable.
 *
 * @param timezone of the settlement: whose merchants; null: the job's only lane
 * @param localTime of the settlement: HH:MM
 * @param lastSlotMs slots up to here are dealt with
 * @param runId of its last run; null: none yet
 */
public record Lane(
        String job,
        @Nullable String timezone,
        @Nullable String localTime,
        long lastSlotMs,
        @Nullable String runId) {
    /** Tells it from all others. */
    public String key() {
        return timezone == null ? job : job + " " + timezone + " " + localTime;
    }

    /** When its slots come. */
    public Cron cron(JobDefinition job) {
        return timezone == null
                ? Cron.of(job.cron(), Objects.requireNonNull(job.zone(), "a job without hours has a zone"))
                : Cron.daily(LocalTime.parse(Objects.requireNonNull(localTime)), ZoneId.of(timezone));
    }

    /** With its slots dealt with up to a moment. */
    public Lane dealtWith(long slotMs, @Nullable String lastRunId) {
        return new Lane(job, timezone, localTime, slotMs, lastRunId == null ? runId : lastRunId);
    }
}
