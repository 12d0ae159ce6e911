package dev.kassa.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kassa.export.ExportDecision.Accepted;
import dev.kassa.export.ExportDecision.Refused;
import dev.kassa.export.ExportDecision.Unchanged;
import dev.kassa.export.ExportLimits.Use;
import dev.kassa.export.file.ControlTotals;
import dev.kassa.export.file.ExportFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExportRulesTest {
    private static final long NOW = 1_800_000_000_000L;
    private static final ExportLimits LIMITS = new ExportLimits(2, 5, 1_000);
    private static final ExportResult RESULT =
            new ExportResult(new ControlTotals(7, List.of()), "ab", 9, "0:1", "exp_1-1.csv", "text/csv");

    // Where the export is, what it is told, and what becomes of it; -- is nothing. w1 began attempt 1, and w2 attempt
    // 2.
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "none       | start 1 w1         | --",
                "none       | complete 1 w1      | --",
                "none       | due                | --",
                "none       | cancel             | NO_SUCH_EXPORT",
                "pending    | start 1 w1         | Started 1 w1",
                "pending    | start 2 w1         | --",
                "pending    | start 0 w1         | --",
                "pending    | progress 1 w1 5    | --",
                "pending    | complete 1 w1      | --",
                "pending    | fail 1 w1          | --",
                "pending    | cancel             | Cancelled",
                "pending    | due                | --",
                "pending    | due +6h            | Failed not_in_time",
                "running    | start 1 w1         | --",
                "running    | start 1 w2         | --",
                "running    | start 2 w2         | Started 2 w2",
                "running    | progress 1 w1 5    | Progressed 5",
                "running    | progress 1 w2 5    | --",
                "running    | progress 2 w1 5    | --",
                "running    | complete 1 w1      | Completed",
                "running    | complete 1 w2      | --",
                "running    | complete 2 w1      | --",
                "running    | fail 1 w1          | SetBack +1s",
                "running    | fail 1 w2          | --",
                "running    | fail! 1 w1         | Failed too_many_rows",
                "running    | cancel             | Cancelled",
                "running    | due +6h            | Failed not_in_time",
                "running5   | progress 1 w1 4    | --",
                "running5   | progress 1 w1 5    | Progressed 5",
                "taken over | complete 1 w1      | --",
                "taken over | fail 1 w1          | --",
                "taken over | progress 1 w1 9    | --",
                "taken over | complete 2 w2      | Completed",
                "set back   | start 2 w2         | --",
                "set back   | start 2 w2 +1s     | Started 2 w2",
                "set back   | complete 1 w1      | --",
                "set back   | cancel             | Cancelled",
                "failing    | fail 4 w1          | Failed unavailable",
                "begun 20   | start 21 w1        | Failed given_up",
                "completed  | start 2 w2         | --",
                "completed  | complete 1 w1      | --",
                "completed  | fail 1 w1          | --",
                "completed  | cancel             | FINISHED",
                "completed  | due +23h           | --",
                "completed  | due +24h           | Expired",
                "expired    | due +24h           | --",
                "expired    | due +168h          | Forgotten",
                "expired    | cancel             | FINISHED",
                "expired    | start 2 w2         | --",
                "cancelled  | cancel             | --",
                "cancelled  | complete 1 w1      | --",
                "cancelled  | start 2 w2         | --",
                "cancelled  | due +24h           | --",
                "cancelled  | due +168h          | Forgotten",
                "failed     | cancel             | FINISHED",
                "failed     | due +168h          | Forgotten",
            })
    void what_an_export_is_told(String where, String told, String expected) {
        String[] words = told.split(" ");
        String last = words[words.length - 1];
        long nowMs = last.startsWith("+") ? NOW + duration(last) : NOW;

        assertThat(words(
                        ExportRules.decide(
                                where.equals("none") ? null : export(where), command(words), Use.NONE, LIMITS, nowMs),
                        nowMs))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} open and {1} within a day: {2}")
    @CsvSource({
        "0, 0, Requested",
        "1, 4, Requested",
        "2, 2, TOO_MANY_OPEN",
        "2, 5, TOO_MANY_OPEN",
        "0, 5, TOO_MANY_A_DAY",
    })
    void how_much_may_be_asked_for(int open, int lastDay, String expected) {
        ExportCommand request = new ExportCommand.Request("exp_1", order());

        assertThat(words(ExportRules.decide(null, request, new Use(open, lastDay), LIMITS, NOW), NOW))
                .isEqualTo(expected);
    }

    @Test
    void each_failure_is_waited_for_longer() {
        Export export = export("running");
        for (long seconds : new long[] {1, 5, 25}) {
            Export failed = after(export, new ExportCommand.Fail(export.attempt(), "w1", failure(), false), NOW);
            assertThat(failed.status()).isEqualTo(ExportStatus.PENDING);
            assertThat(failed.retryAtMs() - NOW).isEqualTo(seconds * 1_000);
            export = after(failed, new ExportCommand.Start(failed.attempt() + 1, "w1"), failed.retryAtMs());
        }
        assertThat(after(export, new ExportCommand.Fail(export.attempt(), "w1", failure(), false), NOW)
                        .status())
                .isEqualTo(ExportStatus.FAILED);
    }

    @Test
    void a_completed_export_tells_its_file_until_a_day_later() {
        Export completed = export("completed");

        assertThat(completed.result()).isEqualTo(RESULT);
        assertThat(completed.rows()).isEqualTo(7);
        assertThat(completed.expiresAtMs()).isEqualTo(NOW + 24 * 3_600_000L);
        assertThat(completed.finishedAtMs()).isEqualTo(NOW);
    }

    @Test
    void a_repeat_of_the_request_is_told_the_export_as_it_was_then() {
        Export first = Export.requested("exp_1", order(), NOW);

        assertThat(export("completed").asRequested()).isEqualTo(first);
        assertThat(export("set back").asRequested()).isEqualTo(first);
    }

    @Test
    void each_attempt_has_a_file_of_its_own() {
        assertThat(export("taken over").fileOf(1)).isEqualTo("exp_1-1.csv");
        assertThat(export("taken over").fileOf(2)).isEqualTo("exp_1-2.csv");
    }

    private static Export export(String where) {
        Export pending = Export.requested("exp_1", order(), NOW);
        Export running = after(pending, new ExportCommand.Start(1, "w1"), NOW);
        return switch (where) {
            case "pending" -> pending;
            case "running" -> running;
            case "running5" -> after(running, new ExportCommand.Progress(1, "w1", 5, 9), NOW);
            case "taken over" -> after(running, new ExportCommand.Start(2, "w2"), NOW);
            case "set back" -> after(running, new ExportCommand.Fail(1, "w1", failure(), false), NOW);
            case "failing" -> failing(running);
            case "begun 20" -> begun20(running);
            case "completed" -> after(running, new ExportCommand.Complete(1, "w1", RESULT), NOW);
            case "expired" ->
                after(Objects.requireNonNull(export("completed")), new ExportCommand.Due(), NOW + ExportRules.KEPT_MS);
            case "cancelled" -> after(running, new ExportCommand.Cancel(), NOW);
            case "failed" -> after(running, new ExportCommand.Fail(1, "w1", failure(), true), NOW);
            default -> throw new IllegalArgumentException(where);
        };
    }

    private static Export failing(Export running) {
        Export export = running;
        for (int attempt = 1; attempt < ExportRules.FAILURES_MAX; attempt++) {
            Export failed = after(export, new ExportCommand.Fail(attempt, "w1", failure(), false), NOW);
            export = after(failed, new ExportCommand.Start(attempt + 1, "w1"), failed.retryAtMs());
        }
        return export;
    }

    private static Export begun20(Export running) {
        Export export = running;
        for (int attempt = 2; attempt <= ExportRules.ATTEMPTS_MAX; attempt++) {
            export = after(export, new ExportCommand.Start(attempt, "w1"), NOW);
        }
        return export;
    }

    private static Export after(Export export, ExportCommand command, long nowMs) {
        Accepted accepted = (Accepted) ExportRules.decide(export, command, Use.NONE, LIMITS, nowMs);
        return Objects.requireNonNull(ExportRules.evolve(export, accepted.event(), nowMs));
    }

    private static ExportOrder order() {
        return new ExportOrder(
                "acme", "Acme", ExportKind.PAYMENTS, ExportFormat.CSV, null, null, true, "operator", null);
    }

    private static ExportFailure failure() {
        return new ExportFailure("unavailable", "The rows could not be had.");
    }

    private static ExportCommand command(String[] words) {
        int attempt = words.length > 2 ? Integer.parseInt(words[1]) : 0;
        String worker = words.length > 2 ? words[2] : "";
        return switch (words[0]) {
            case "start" -> new ExportCommand.Start(attempt, worker);
            case "progress" -> new ExportCommand.Progress(attempt, worker, Long.parseLong(words[3]), 9);
            case "complete" -> new ExportCommand.Complete(attempt, worker, RESULT);
            case "fail" -> new ExportCommand.Fail(attempt, worker, failure(), false);
            case "fail!" -> new ExportCommand.Fail(attempt, worker, new ExportFailure("too_many_rows", ""), true);
            case "cancel" -> new ExportCommand.Cancel();
            case "due" -> new ExportCommand.Due();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private static long duration(String text) {
        long count = Long.parseLong(text.substring(1, text.length() - 1));
        return text.endsWith("h") ? count * 3_600_000L : count * 1_000L;
    }

    private static String words(ExportDecision decision, long nowMs) {
        return switch (decision) {
            case Unchanged _ -> "--";
            case Refused(ExportRejection rejection) -> rejection.name();
            case Accepted(ExportEvent event) ->
                switch (event) {
                    case ExportEvent.Requested _ -> "Requested";
                    case ExportEvent.Started(int attempt, String worker) -> "Started " + attempt + " " + worker;
                    case ExportEvent.Progressed(long rows, long _) -> "Progressed " + rows;
                    case ExportEvent.Completed _ -> "Completed";
                    case ExportEvent.SetBack(ExportFailure _, long retryAtMs) ->
                        "SetBack +" + (retryAtMs - nowMs) / 1_000 + "s";
                    case ExportEvent.Failed(ExportFailure failure) -> "Failed " + failure.code();
                    case ExportEvent.Cancelled _ -> "Cancelled";
                    case ExportEvent.Expired _ -> "Expired";
                    case ExportEvent.Forgotten _ -> "Forgotten";
                };
        };
    }
}
