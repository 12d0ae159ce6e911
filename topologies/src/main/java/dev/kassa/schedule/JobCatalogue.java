package dev.kassa.schedule;

import static dev.kassa.schedule.MisfirePolicy.RUN_ONCE;
import static dev.kassa.schedule.MisfirePolicy.SKIP;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The catalogue of jobs: what there is to run, when, and what becomes of it where it cannot run then. */
public record JobCatalogue(List<JobDefinition> jobs) {
    public static final String SETTLEMENT = "settlement";
    public static final String SETTLEMENT_RECONCILIATION = "settlement-reconciliation";
    public static final String WITHDRAWAL_REMINDER = "withdrawal-reminder";
    public static final String LEDGER_CHECK = "ledger-check";
    public static final String ARCHIVE = "archive";
    public static final String STATISTICS = "statistics";
    public static final String NOTIFICATION_CLEANUP = "notification-cleanup";

    public JobCatalogue {
        jobs = List.copyOf(jobs);
    }

    /** @param zone of all jobs but the settlement, which goes by each merchant's own */
    public static JobCatalogue in(ZoneId zone) {
        return new JobCatalogue(List.of(
                new JobDefinition(
                        SETTLEMENT,
                        "Closes the business dates that are due, and draws up their settlements.",
                        "0 2 * * *",
                        null,
                        RUN_ONCE,
                        Duration.ofHours(1)),
                new JobDefinition(
                        SETTLEMENT_RECONCILIATION,
                        "Compares settlements with the ledger, and lists those that wait too long.",
                        "0 * * * *",
                        zone,
                        RUN_ONCE,
                        Duration.ofMinutes(30)),
                new JobDefinition(
                        WITHDRAWAL_REMINDER,
                        "Reminds reviewers of withdrawals that wait for an approval.",
                        "*/30 * * * *",
                        zone,
                        SKIP,
                        Duration.ofMinutes(15)),
                new JobDefinition(
                        LEDGER_CHECK,
                        "Proves what came to the ledger since the last check, of every invariant, and signs the result.",
                        "0 3 * * *",
                        zone,
                        RUN_ONCE,
                        Duration.ofHours(2)),
                new JobDefinition(
                        ARCHIVE,
                        "Puts what nobody has changed for 90 days out of the views' stores and into files.",
                        "0 3 * * 0",
                        zone,
                        RUN_ONCE,
                        Duration.ofHours(6)),
                new JobDefinition(
                        STATISTICS,
                        "Adds up the business date before, by merchant and currency.",
                        "0 1 * * *",
                        zone,
                        RUN_ONCE,
                        Duration.ofHours(1)),
                new JobDefinition(
                        NOTIFICATION_CLEANUP,
                        "Removes notices that were resolved more than 30 days ago.",
                        "0 4 * * *",
                        zone,
                        RUN_ONCE,
                        Duration.ofHours(1))));
    }

    public Optional<JobDefinition> find(String name) {
        return jobs.stream().filter(job -> job.name().equals(name)).findFirst();
    }
}
