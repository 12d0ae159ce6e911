package dev.kassa.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;

/**
 * The moments of a cron expression in a zone. Immutable.
 *
 * <p>A local time that a change of clocks leaves out comes as long after the change as it stands in the gap, and one that
 * comes twice counts once, the earlier: as java.time resolves them. The expression is therefore asked about local times only,
 * which know no such changes.
 */
public final class Cron {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final ExecutionTime times;
    private final ZoneId zone;

    private Cron(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * @param expression five fields, as cron(5)
     * @throws IllegalArgumentException where it is none
     */
    public static Cron of(String expression, ZoneId zone) {
        return new Cron(ExecutionTime.forCron(PARSER.parse(expression)), zone);
    }

    /** Each day at a local time, on the minute. */
    public static Cron daily(LocalTime at, ZoneId zone) {
        return of(at.getMinute() + " " + at.getHour() + " * * *", zone);
    }

    /** The first moment after another. */
    public Instant next(Instant after) {
        LocalDateTime local = startOf(after);
        while (true) {
            local = times.nextExecution(local.atZone(ZoneOffset.UTC))
                    .orElseThrow(() -> new IllegalArgumentException("the expression never comes true"))
                    .toLocalDateTime();
            Instant moment = local.atZone(zone).toInstant();
            if (moment.isAfter(after)) {
                return moment;
            }
        }
    }

    /** Shortly after clocks went forward, local times of the gap are still to come. */
    private LocalDateTime startOf(Instant after) {
        LocalDateTime local = after.atZone(zone).toLocalDateTime();
        ZoneOffsetTransition change = zone.getRules().previousTransition(after.plusMillis(1));
        boolean inTheWakeOfAGap = change != null
                && change.isGap()
                && after.isBefore(change.getInstant().plus(change.getDuration()));
        return inTheWakeOfAGap ? change.getDateTimeBefore().minusMinutes(1) : local;
    }
}
