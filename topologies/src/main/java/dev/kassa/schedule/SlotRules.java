package dev.kassa.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which runs a lane's slots become. Pure; time is the log's. */
public final class SlotRules {
    /** A slot that is seen later than so long after it has passed while nothing ran. */
    public static final long ON_TIME_MS = Duration.ofMinutes(1).toMillis();

    /** Slots of longer ago are not made up for, nor counted. */
    public static final long LOOKED_BACK_MS = Duration.ofDays(366).toMillis();

    private static final DateTimeFormatter COMPACT =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private SlotRules() {}

    /**
     * What is to be done for the slots that have come.
     *
     * @param skipped the last of the slots that nothing runs for; null: none
     * @param run null: none
     * @param lane as it is then
     */
    public record Due(@Nullable Slot skipped, @Nullable Slot run, Lane lane) {}

    /** @param missed slots before it that nothing ran for */
    public record Slot(long atMs, int missed, JobTrigger trigger) {}

    /** @param lane of a job that is not paused, without a run under way */
    public static Due due(JobDefinition job, Cron cron, Lane lane, long nowMs) {
        List<Long> slots = slots(cron, Math.max(lane.lastSlotMs(), nowMs - LOOKED_BACK_MS), nowMs);
        if (slots.isEmpty()) {
            return new Due(null, null, lane);
        }
        long last = slots.getLast();
        int before = slots.size() - 1;
        boolean onTime = nowMs - last <= ON_TIME_MS;
        if (job.misfire() == MisfirePolicy.RUN_ONCE) {
            JobTrigger trigger = onTime && before == 0 ? JobTrigger.SCHEDULE : JobTrigger.CATCH_UP;
            return new Due(null, new Slot(last, before, trigger), lane.dealtWith(last, id(lane, last)));
        }
        if (!onTime) {
            return new Due(new Slot(last, before, JobTrigger.SCHEDULE), null, lane.dealtWith(last, null));
        }
        Slot skipped = before == 0 ? null : new Slot(slots.get(before - 1), before - 1, JobTrigger.SCHEDULE);
        return new Due(skipped, new Slot(last, 0, JobTrigger.SCHEDULE), lane.dealtWith(last, id(lane, last)));
    }

    private static List<Long> slots(Cron cron, long afterMs, long nowMs) {
        List<Long> slots = new ArrayList<>();
        Instant now = Instant.ofEpochMilli(nowMs);
        Instant slot = cron.next(Instant.ofEpochMilli(afterMs));
        while (!slot.isAfter(now)) {
            slots.add(slot.toEpochMilli());
            slot = cron.next(slot);
        }
        return slots;
    }

    /** The id of the run of a slot. */
    public static String id(Lane lane, long slotMs) {
        String id = "job_" + lane.job() + "_" + COMPACT.format(Instant.ofEpochMilli(slotMs));
        // No name of a zone has a dot, and no id has a slash: it stands in paths.
        return lane.timezone() == null ? id : id + "_" + lane.timezone().replace('/', '.');
    }
}
