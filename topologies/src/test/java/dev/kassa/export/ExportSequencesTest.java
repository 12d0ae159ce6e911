package dev.kassa.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.export.ExportDecision.Accepted;
import dev.kassa.export.ExportLimits.Use;
import dev.kassa.export.file.ControlTotals;
import dev.kassa.export.file.ExportFormat;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sequences of what three workers, a caller and the clock say, against a model that only knows who began last. */
class ExportSequencesTest {
    private static final int EXPORTS = 3_000;
    private static final int STEPS = 60;
    private static final ExportOrder ORDER =
            new ExportOrder(null, "", ExportKind.JOURNAL, ExportFormat.XLSX, null, null, true, "operator", null);

    private final Map<ExportStatus, Integer> ends = new EnumMap<>(ExportStatus.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void whoever_says_whatever_there_is_one_file_and_it_is_that_of_the_worker_that_began_last(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < EXPORTS; i++) {
            live(random);
        }
        // a run that never comes to one of the ends shows nothing of it
        assertThat(ends.keySet())
                .contains(ExportStatus.COMPLETED, ExportStatus.FAILED, ExportStatus.CANCELLED, ExportStatus.EXPIRED);
    }

    private void live(Random random) {
        long nowMs = 1_000_000;
        Export export = Export.requested("exp_x", ORDER, nowMs);
        String last = "";
        String completedBy = "";
        for (int step = 0; step < STEPS; step++) {
            nowMs += export.status().isOpen()
                    ? random.nextInt(10) == 0 ? 1_800_000 : 500
                    : random.nextInt(12) * 3_600_000L;
            ExportCommand command = any(random, export);
            if (!(ExportRules.decide(export, command, Use.NONE, ExportLimits.SHIPPED, nowMs)
                    instanceof Accepted(ExportEvent event))) {
                continue;
            }
            Export after = ExportRules.evolve(export, event, nowMs);
            if (after == null) {
                assertThat(export.status().isOpen()).isFalse();
                assertThat(export.status()).isNotEqualTo(ExportStatus.COMPLETED);
                break;
            }
            assertThat(after.version()).isEqualTo(export.version() + 1);
            assertThat(after.attempt()).isGreaterThanOrEqualTo(export.attempt()).isLessThanOrEqualTo(20);
            if (event instanceof ExportEvent.Started(int attempt, String worker)) {
                last = worker + attempt;
            }
            if (event instanceof ExportEvent.Completed(ExportResult result, long _)) {
                assertThat(completedBy).as("completed once").isEmpty();
                completedBy = result.sha256();
                assertThat(completedBy).isEqualTo(last);
            }
            if (!export.status().isOpen()) {
                assertThat(after.status()).as("what is finished only expires").isEqualTo(ExportStatus.EXPIRED);
            }
            export = after;
        }
        ends.merge(export.status(), 1, Integer::sum);
        boolean hasFile = export.status() == ExportStatus.COMPLETED || export.status() == ExportStatus.EXPIRED;
        assertThat(export.result() != null).isEqualTo(hasFile);
        if (hasFile) {
            assertThat(Objects.requireNonNull(export.result()).sha256()).isEqualTo(completedBy);
        }
    }

    private static ExportCommand any(Random random, Export export) {
        String worker = "w" + random.nextInt(3);
        // mostly about the present attempt, or the next
        int attempt = Math.max(0, export.attempt() + random.nextInt(4) - 2);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4, 5 -> new ExportCommand.Start(export.attempt() + random.nextInt(2), worker);
            case 6, 7, 8, 9, 10 -> new ExportCommand.Progress(attempt, worker, random.nextInt(9), 9);
            case 11, 12 -> new ExportCommand.Complete(attempt, worker, result(worker + attempt));
            case 13, 14, 15 ->
                new ExportCommand.Fail(attempt, worker, new ExportFailure("x", "y"), random.nextInt(9) == 0);
            case 16 -> random.nextInt(6) == 0 ? new ExportCommand.Cancel() : new ExportCommand.Due();
            default -> new ExportCommand.Due();
        };
    }

    /** By its sum the test knows whose it is. */
    private static ExportResult result(String whose) {
        return new ExportResult(new ControlTotals(1, List.of()), whose, 1, "0:1", whose, "text/csv");
    }
}
