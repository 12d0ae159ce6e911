package dev.kassa.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlotRulesTest {
    private static final String START = "2026-11-26T00:00:00Z";

    private static JobDefinition hourly(MisfirePolicy misfire) {
        return new JobDefinition("hourly", "", "0 * * * *", ZoneId.of("UTC"), misfire, Duration.ofMinutes(30));
    }

    private static long ms(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @ParameterizedTest
    @CsvSource({
        // policy,  now,                    skipped,               run,                              missed, last slot
        "RUN_ONCE, 2026-11-26T00:59:59Z, -,                       -,                                0, 00:00",
        "RUN_ONCE, 2026-11-26T01:00:00Z, -, SCHEDULE job_hourly_20261126T010000Z,                  0, 01:00",
        "RUN_ONCE, 2026-11-26T01:01:00Z, -, SCHEDULE job_hourly_20261126T010000Z,                  0, 01:00",
        "RUN_ONCE, 2026-11-26T01:01:01Z, -, CATCH_UP job_hourly_20261126T010000Z,                  0, 01:00",
        "RUN_ONCE, 2026-11-26T05:30:00Z, -, CATCH_UP job_hourly_20261126T050000Z,                  4, 05:00",
        "RUN_ONCE, 2026-11-26T05:00:10Z, -, CATCH_UP job_hourly_20261126T050000Z,                  4, 05:00",
        "SKIP,     2026-11-26T01:00:30Z, -, SCHEDULE job_hourly_20261126T010000Z,                  0, 01:00",
        "SKIP,     2026-11-26T05:30:00Z, job_hourly_20261126T050000Z 4, -,                          0, 05:00",
        "SKIP,     2026-11-26T05:00:10Z, job_hourly_20261126T040000Z 3, SCHEDULE job_hourly_20261126T050000Z, 0, 05:00",
        // clocks that go back make nothing due
        "RUN_ONCE, 2026-11-25T05:00:10Z, -,                       -,                                0, 00:00",
    })
    void slots_become_runs(MisfirePolicy misfire, String now, String skipped, String run, int missed, String last) {
        JobDefinition job = hourly(misfire);
        Lane lane = new Lane("hourly", null, null, ms(START), null);

        SlotRules.Due due = SlotRules.due(job, lane.cron(job), lane, ms(now));

        SlotRules.Slot left = due.skipped();
        SlotRules.Slot slot = due.run();
        assertThat(left == null ? "-" : SlotRules.id(lane, left.atMs()) + " " + left.missed())
                .isEqualTo(skipped);
        assertThat(slot == null ? "-" : slot.trigger() + " " + SlotRules.id(lane, slot.atMs()))
                .isEqualTo(run);
        assertThat(slot == null ? 0 : slot.missed()).isEqualTo(missed);
        assertThat(due.lane().lastSlotMs()).isEqualTo(ms("2026-11-26T" + last + ":00Z"));
    }

    @Test
    void a_year_is_the_most_that_is_looked_back() {
        JobDefinition job = hourly(MisfirePolicy.RUN_ONCE);
        Lane lane = new Lane("hourly", null, null, 0, null);

        SlotRules.Due due = SlotRules.due(job, lane.cron(job), lane, ms(START));

        assertThat(due.run()).isEqualTo(new SlotRules.Slot(ms(START), 366 * 24 - 1, JobTrigger.CATCH_UP));
    }

    /** However the clock jumps, each slot is told once: as a run, as missed before one, or as skipped. */
    @Test
    void no_slot_is_lost_or_doubled_by_a_clock_that_jumps() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            JobDefinition job = hourly(random.nextBoolean() ? MisfirePolicy.RUN_ONCE : MisfirePolicy.SKIP);
            Lane lane = new Lane("hourly", null, null, ms(START), null);
            Set<Long> told = new HashSet<>();
            long furthest = ms(START);
            long now = furthest;
            for (int step = 0; step < 300; step++) {
                now += random.nextInt(10) == 0 ? random.nextLong(-20_000_000, 40_000_000) : random.nextInt(3_000_000);
                furthest = Math.max(furthest, now);
                SlotRules.Due due = SlotRules.due(job, lane.cron(job), lane, now);
                tell(told, due.skipped());
                tell(told, due.run());
                lane = due.lane();
            }
            assertThat(told).as("seed %s", seed).hasSize((int) ((furthest - ms(START)) / 3_600_000));
        }
    }

    private static void tell(Set<Long> told, SlotRules.@org.jspecify.annotations.Nullable Slot slot) {
        if (slot != null) {
            for (int back = 0; back <= slot.missed(); back++) {
                assertThat(told.add(slot.atMs() - back * 3_600_000L)).isTrue();
            }
        }
    }

    @Test
    void an_hour_of_a_zone_is_a_lane_of_its_own() {
        Lane lane = new Lane("settlement", "America/Argentina/Buenos_Aires", "02:00", ms(START), null);

        assertThat(lane.key()).isEqualTo("settlement America/Argentina/Buenos_Aires 02:00");
        assertThat(SlotRules.id(lane, ms("2026-11-26T05:00:00Z")))
                .isEqualTo("job_settlement_20261126T050000Z_America.Argentina.Buenos_Aires");
    }
}
