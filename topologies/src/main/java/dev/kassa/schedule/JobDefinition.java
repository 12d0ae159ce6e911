package dev.kassa.schedule;

import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A job of the catalogue.
 *
 * @param description a sentence for a person
 * @param cron five fields, as cron(5)
 * @param zone in which it is scheduled; null: at the hours at which merchants are settled, each in its own
 * @param lateAfter its slot a run should have ended
 */
public record JobDefinition(
        String name,
        String description,
        String cron,
        @Nullable ZoneId zone,
        MisfirePolicy misfire,
        Duration lateAfter) {
    /** Whether its runs are told to each partition, and done once all of them are. */
    public boolean isByPartition() {
        return zone == null;
    }
}
