package dev.kassa.settlement.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.avro.SettlementHour;
import dev.kassa.settlement.window.SettlementLife.Stored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hours follow the grace, also where it changes while no processor of the partition lives. */
class GraceTest {
    @TempDir
    Path folder;

    @Test
    void hoursFollowTheGraceWhileTheApplicationRuns() {
        try (SettlementDriver app = new SettlementDriver(folder)) {
            app.merchant("m", "Europe/London");
            app.merchant("n", "Asia/Kolkata", "weekly", "22:30");
            assertThat(app.hours()).containsExactly("Europe/London 02:00", "Asia/Kolkata 00:30");

            app.grace(60);
            app.passes(Duration.ofSeconds(1));
            assertThat(app.hours()).containsExactlyInAnyOrder("Europe/London 01:00", "Asia/Kolkata 23:30");

            app.grace(120);
            app.passes(Duration.ofSeconds(1));
            assertThat(app.hours()).as("told before").isEmpty();
        }
    }

    @Test
    void aGraceThatChangedWhileTheApplicationWasDownIsToldAfterTheStart() {
        Stored stored = Stored.nothing();
        SettlementLife first = new SettlementLife(stored, folder.resolve("first"));
        first.knows("m", "Europe/London");
        assertThat(hours(first)).containsExactly("Europe/London 02:00");

        stored.grace("45");
        SettlementLife second = new SettlementLife(stored, folder.resolve("second"));

        assertThat(hours(second)).containsExactly("Europe/London 00:45");
        assertThat(hours(second)).as("once").isEmpty();
    }

    /** What is told as time passes. */
    private static List<String> hours(SettlementLife life) {
        life.timePasses();
        return life.toSchedule(SettlementHour.class).stream()
                .map(hour -> hour.getTimezone() + " " + hour.getLocalTime())
                .toList();
    }
}
