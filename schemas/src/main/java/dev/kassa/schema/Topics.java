package dev.kassa.schema;

import dev.kassa.avro.ArchiveFact;
import dev.kassa.avro.AttributeSeen;
import dev.kassa.avro.AuditRecord;
import dev.kassa.avro.BankAccountFact;
import dev.kassa.avro.BankCommand;
import dev.kassa.avro.ChannelCommand;
import dev.kassa.avro.Command;
import dev.kassa.avro.DailyStatistic;
import dev.kassa.avro.DeadLetter;
import dev.kassa.avro.EntryFact;
import dev.kassa.avro.ExportEnvelope;
import dev.kassa.avro.ExportFact;
import dev.kassa.avro.JobEnvelope;
import dev.kassa.avro.JobFact;
import dev.kassa.avro.JobRunFact;
import dev.kassa.avro.KeyUse;
import dev.kassa.avro.LedgerCheckFact;
import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.NoticeFact;
import dev.kassa.avro.PaymentFact;
import dev.kassa.avro.ReferenceApplied;
import dev.kassa.avro.ReferenceFact;
import dev.kassa.avro.RefundFact;
import dev.kassa.avro.Reply;
import dev.kassa.avro.SettlementCut;
import dev.kassa.avro.SettlementFact;
import dev.kassa.avro.SettlementRun;
import dev.kassa.avro.SignatureUse;
import dev.kassa.avro.ViewGenerations;
import dev.kassa.avro.WithdrawalFact;
import dev.kassa.schema.Topic.Retention;
import dev.kassa.schema.Topic.Spread;
import dev.kassa.schema.Topic.Timestamps;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The catalogue of topics. Topics are created from it and its documentation is generated from it.
 *
 * <p>All but those of one partition are partitioned by merchant id with Kafka's own murmur2 partitioner and share one
 * partition count, so that everything of a merchant is on one partition number.
 */
public final class Topics {
    public static final Topic<Command> COMMANDS = new Topic<>(
            "commands",
            "merchant id; none on a tick",
            Command.class,
            Command.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "edge, ingress, connectors, bank, core, settlement, risk-velocity",
            "Everything that the core is asked or told; the core's only input.");

    public static final Topic<PaymentFact> PAYMENTS = new Topic<>(
            "payments",
            "merchant id",
            PaymentFact.class,
            PaymentFact.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "A payment after each change.");

    public static final Topic<RefundFact> REFUNDS = new Topic<>(
            "refunds",
            "merchant id",
            RefundFact.class,
            RefundFact.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "A refund after each change.");

    public static final Topic<EntryFact> JOURNAL = new Topic<>(
            "journal",
            "merchant id",
            EntryFact.class,
            EntryFact.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "The ledger: journal entries, append-only and chained by hash.");

    public static final Topic<MerchantFact> MERCHANTS = new Topic<>(
            "merchants",
            "merchant id",
            MerchantFact.class,
            MerchantFact.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "core",
            "A merchant with its settings; read everywhere as a table.");

    public static final Topic<ReferenceFact> REFERENCE = new Topic<>(
            "reference",
            "kind and key",
            ReferenceFact.class,
            ReferenceFact.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "core",
            "What all merchants share, as it stands: fee schedules, settings, rates, risk rules, blacklists; read everywhere as a table.");

    public static final Topic<ReferenceFact> REFERENCE_HISTORY = new Topic<>(
            "reference-history",
            "kind and key",
            ReferenceFact.class,
            ReferenceFact.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "Every change of what all merchants share.");

    public static final Topic<ReferenceApplied> REFERENCE_APPLIED = new Topic<>(
            "reference-applied",
            "version",
            ReferenceApplied.class,
            ReferenceApplied.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "From which position of each partition a change of reference data holds.");

    public static final Topic<AttributeSeen> RISK_ATTRIBUTES = new Topic<>(
            "risk-attributes",
            "kind and value of the first attribute, such as ip:192.0.2.1",
            AttributeSeen.class,
            AttributeSeen.getClassSchema(),
            new Retention.For(Duration.ofDays(1)),
            Timestamps.BROKER,
            "risk-velocity",
            "Addresses and devices of new payments, laid by themselves to be counted across merchants: many to a record.");

    public static final Topic<ChannelCommand> CHANNEL_COMMANDS = new Topic<>(
            "channel-commands",
            "merchant id",
            ChannelCommand.class,
            ChannelCommand.getClassSchema(),
            new Retention.For(Duration.ofDays(7)),
            Timestamps.BROKER,
            "core",
            "Calls that connectors are to make at a channel.");

    public static final Topic<Reply> REPLIES = new Topic<>(
            "replies",
            "merchant id",
            Reply.class,
            Reply.getClassSchema(),
            new Retention.For(Duration.ofHours(1)),
            Timestamps.BROKER,
            "core, exports, schedule",
            "Answers to commands, for whoever asked.");

    public static final Topic<ExportEnvelope> EXPORT_COMMANDS = new Topic<>(
            "export-commands",
            "merchant id; * for an export of all merchants",
            ExportEnvelope.class,
            ExportEnvelope.getClassSchema(),
            new Retention.For(Duration.ofDays(7)),
            Timestamps.BROKER,
            "edge, exports",
            "Exports that are asked for, and what their workers tell of them; the exports' only input.");

    public static final Topic<ExportFact> EXPORTS = new Topic<>(
            "exports",
            "export id",
            ExportFact.class,
            ExportFact.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "exports",
            "An export as it stands; read by every edge as a table.");

    public static final Topic<SettlementCut> SETTLEMENT_CUTS = new Topic<>(
            "settlement-cuts",
            "merchant id",
            SettlementCut.class,
            SettlementCut.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "Where in the journal business dates were closed, for the settlement to be drawn up.");

    public static final Topic<SettlementFact> SETTLEMENTS = new Topic<>(
            "settlements",
            "merchant id",
            SettlementFact.class,
            SettlementFact.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "A settlement after each change.");

    public static final Topic<SettlementRun> SETTLEMENT_RUNS = new Topic<>(
            "settlement-runs",
            "none; one record for each partition",
            SettlementRun.class,
            SettlementRun.getClassSchema(),
            new Retention.For(Duration.ofDays(7)),
            Timestamps.BROKER,
            "schedule",
            "Runs of the settlement job: each partition is to close what is due.");

    public static final Topic<WithdrawalFact> WITHDRAWALS = new Topic<>(
            "withdrawals",
            "merchant id",
            WithdrawalFact.class,
            WithdrawalFact.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "A withdrawal after each change.");

    public static final Topic<BankAccountFact> BANK_ACCOUNTS = new Topic<>(
            "bank-accounts",
            "merchant id",
            BankAccountFact.class,
            BankAccountFact.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "core",
            "A merchant's bank account after each change.");

    public static final Topic<BankCommand> BANK_COMMANDS = new Topic<>(
            "bank-commands",
            "merchant id",
            BankCommand.class,
            BankCommand.getClassSchema(),
            new Retention.For(Duration.ofDays(7)),
            Timestamps.BROKER,
            "core",
            "Payouts that the connector is to make at the bank, or ask after.");

    public static final Topic<JobEnvelope> JOB_COMMANDS = new Topic<>(
            "job-commands",
            "the job's name; none on a tick",
            JobEnvelope.class,
            JobEnvelope.getClassSchema(),
            new Retention.For(Duration.ofDays(7)),
            Timestamps.BROKER,
            "edge, schedule, settlement, jobs",
            "Jobs that are asked for, what their workers tell of them, and ticks; the schedule's only input.",
            Spread.ONE);

    public static final Topic<JobFact> JOBS = new Topic<>(
            "jobs",
            "the job's name",
            JobFact.class,
            JobFact.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "schedule",
            "A scheduled job as it stands; read by every edge as a table.",
            Spread.ONE);

    public static final Topic<JobRunFact> JOB_RUNS = new Topic<>(
            "job-runs",
            "id of the run",
            JobRunFact.class,
            JobRunFact.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "schedule",
            "A run of a job as it stands: the history of jobs, and what tells workers to begin.",
            Spread.ONE);

    public static final Topic<NoticeFact> NOTICES = new Topic<>(
            "notices",
            "id of the notice",
            NoticeFact.class,
            NoticeFact.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "schedule, jobs",
            "Alerts and reminders for people, as they stand.",
            Spread.ONE);

    public static final Topic<DailyStatistic> DAILY_STATISTICS = new Topic<>(
            "daily-statistics",
            "business date, merchant id and currency, as 2026-11-26/acme/EUR",
            DailyStatistic.class,
            DailyStatistic.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "jobs",
            "What a merchant's business date added up to in a currency.");

    public static final Topic<LedgerCheckFact> LEDGER_CHECKS = new Topic<>(
            "ledger-checks",
            "id of the check",
            LedgerCheckFact.class,
            LedgerCheckFact.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "jobs",
            "What each check of the ledger came to, signed; read by every edge as a table.",
            Spread.ONE);

    public static final Topic<ArchiveFact> ARCHIVES = new Topic<>(
            "archives",
            "name of the file; on the partition whose rows it has",
            ArchiveFact.class,
            ArchiveFact.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "jobs, archive-restore",
            "A file of the archive as it stands: the views put its rows out of their stores, or back.");

    public static final Topic<DeadLetter> DEAD_LETTERS = new Topic<>(
            "dead-letters",
            "that of the record",
            DeadLetter.class,
            DeadLetter.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "every application",
            "Records that could not be read, with the reason.");

    public static final Topic<AuditRecord> AUDIT = new Topic<>(
            "audit",
            "id of the chain",
            AuditRecord.class,
            AuditRecord.getClassSchema(),
            new Retention.Forever(),
            Timestamps.BROKER,
            "edge",
            "Who changed, or tried to change, what; append-only and chained by hash.",
            Spread.ONE);

    public static final Topic<KeyUse> KEY_USAGE = new Topic<>(
            "key-usage",
            "id of the API key",
            KeyUse.class,
            KeyUse.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "edge",
            "When each API key was used last, told once a minute at most; every edge reads it as a table.");

    public static final Topic<SignatureUse> USED_SIGNATURES = new Topic<>(
            "used-signatures",
            "the signature in hexadecimal",
            SignatureUse.class,
            SignatureUse.getClassSchema(),
            new Retention.For(Duration.ofMinutes(15)),
            Timestamps.BROKER,
            "edge",
            "Signatures of requests that are let pass, once: the first record of a signature decides which request that is.");

    public static final Topic<ViewGenerations> VIEW_GENERATIONS = new Topic<>(
            "view-generations",
            "views",
            ViewGenerations.class,
            ViewGenerations.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "views-rebuild",
            "Which generation of the views is read, and which one is being made or put away; one record. Written in transactions by `./kassa views`.",
            Spread.ONE);

    public static final Topic<ViewGenerations> TREND_GENERATIONS = new Topic<>(
            "trend-generations",
            "trends",
            ViewGenerations.class,
            ViewGenerations.getClassSchema(),
            new Retention.Compacted(),
            Timestamps.BROKER,
            "trends-rebuild",
            "Which generation of the trends is read, in which slices, and which one is being made or put away; one record. Written in transactions by `./kassa trends`.",
            Spread.ONE);

    private static final List<Topic<?>> ALL = List.of(
            COMMANDS,
            PAYMENTS,
            REFUNDS,
            JOURNAL,
            MERCHANTS,
            REFERENCE,
            REFERENCE_HISTORY,
            REFERENCE_APPLIED,
            RISK_ATTRIBUTES,
            CHANNEL_COMMANDS,
            REPLIES,
            EXPORT_COMMANDS,
            EXPORTS,
            SETTLEMENT_CUTS,
            SETTLEMENTS,
            SETTLEMENT_RUNS,
            WITHDRAWALS,
            BANK_ACCOUNTS,
            BANK_COMMANDS,
            JOB_COMMANDS,
            JOBS,
            JOB_RUNS,
            NOTICES,
            DAILY_STATISTICS,
            LEDGER_CHECKS,
            ARCHIVES,
            DEAD_LETTERS,
            AUDIT,
            KEY_USAGE,
            USED_SIGNATURES,
            VIEW_GENERATIONS,
            TREND_GENERATIONS);

    private Topics() {}

    /** Every topic of the catalogue, in the order in which the documentation lists them. */
    public static List<Topic<?>> all() {
        return ALL;
    }

    /** The catalogue as topics to create. */
    public static List<NewTopic> toCreate(int partitions, short replicationFactor) {
        return ALL.stream()
                .map(topic -> new NewTopic(topic.name(), topic.partitions(partitions), replicationFactor)
                        .configs(topic.config()))
                .toList();
    }
}
