package dev.kassa.schema;

import java.util.List;

/**
 * The catalogue of metrics: whatever a process exposes for Prometheus stands here, with its sentence. Names and units
 * follow Prometheus' conventions: base units, the unit last, {@code _total} behind what only grows. Its documentation,
 * {@code docs/metrics.md}, is generated from it.
 */
public enum Metric {
    HTTP_REQUESTS(
            "kassa.http.requests", Kind.TIMER, "", "Requests and how long their answers took.", "route", "status"),
    HTTP_IN_FLIGHT("kassa.http.requests.in.flight", Kind.GAUGE, "", "Requests under way."),
    EDGE_LISTENERS("kassa.edge.listeners", Kind.GAUGE, "", "Pages and others that listen to the live stream."),
    EDGE_LISTENERS_DROPPED(
            "kassa.edge.listeners.dropped",
            Kind.COUNTER,
            "",
            "Callers of the live stream that took nothing for so long that they were dropped."),
    EDGE_WAITERS("kassa.edge.waiters", Kind.GAUGE, "", "Callers that wait for a reply of the core."),
    EDGE_GEOIP("kassa.edge.geoip", Kind.GAUGE, "", "1 where there is a GeoIP database, 0 where there is none."),
    TABLE_AGE(
            "kassa.table.age",
            Kind.GAUGE,
            "seconds",
            "Time since a table that this process keeps last heard from the log; a second or less while all is well.",
            "table"),
    TABLE_ENTRIES("kassa.table.entries", Kind.GAUGE, "", "Entries of such a table.", "table"),
    TABLE_HITS("kassa.table.hits", Kind.COUNTER, "", "Look-ups that such a table answered with an entry.", "table"),
    TABLE_MISSES(
            "kassa.table.misses",
            Kind.COUNTER,
            "",
            "Look-ups that such a table answered with: there is none.",
            "table"),
    TABLE_CHANGED(
            "kassa.table.changed",
            Kind.GAUGE,
            "seconds",
            "When such a table last changed, since 1970; 0: never.",
            "table"),
    AUDIT_WAITING("kassa.audit.waiting", Kind.GAUGE, "", "Audit records that wait to be written."),
    AUDIT_LOST("kassa.audit.lost", Kind.COUNTER, "", "Audit records that could not be written."),

    LEDGER_HEALTHY(
            "kassa.ledger.healthy",
            Kind.GAUGE,
            "",
            "1 where the ledger's entries, partitions and chains are whole, 0 where not; none while views are moved."),
    LEDGER_UNBALANCED(
            "kassa.ledger.unbalanced.entries", Kind.GAUGE, "", "Journal entries whose debits are not its credits."),
    LEDGER_CHAIN_BREAKS(
            "kassa.ledger.chain.breaks", Kind.GAUGE, "", "Journal entries that do not follow the one before."),

    ARCHIVE_FILES_OPEN(
            "kassa.archive.files.open",
            Kind.GAUGE,
            "",
            "Files of the archive whose rows the views here have not wholly put out of their stores, or back."),

    STREAMS_RUNNING(
            "kassa.streams.running",
            Kind.GAUGE,
            "",
            "1 where an application works on all its partitions, 0 where it starts, restores or has given up.",
            "application"),
    STREAMS_RECORDS("kassa.streams.records", Kind.COUNTER, "", "Records that an application took in.", "application"),
    STREAMS_LAG(
            "kassa.streams.lag.records",
            Kind.GAUGE,
            "",
            "Records that are in the log and not yet taken in by an application.",
            "application"),
    STREAMS_COMMITS("kassa.streams.commits", Kind.COUNTER, "", "Commits of an application.", "application"),
    STREAMS_COMMIT_LATENCY(
            "kassa.streams.commit.latency",
            Kind.GAUGE,
            "seconds",
            "How long commits took in the last half minute, on average.",
            "application"),
    STREAMS_COMMIT_LATENCY_MAX(
            "kassa.streams.commit.latency.max",
            Kind.GAUGE,
            "seconds",
            "How long the longest commit of the last half minute took.",
            "application"),
    STREAMS_THREADS_FAILED(
            "kassa.streams.threads.failed",
            Kind.COUNTER,
            "",
            "Stream threads that died; each is replaced, within a budget.",
            "application"),
    DEAD_LETTERS(
            "kassa.dead.letters",
            Kind.COUNTER,
            "",
            "Records that an application could not read and put with the dead letters.",
            "application"),

    RISK_PAYMENTS(
            "kassa.risk.payments",
            Kind.COUNTER,
            "",
            "Payments that risk judged, by what it decided: accept, flag, review or reject.",
            "decision"),
    RISK_REASONS(
            "kassa.risk.reasons",
            Kind.COUNTER,
            "",
            "What spoke against payments, as often as it was found; operators' rules as rule:NAME, those beyond 200 names together as rule:*.",
            "reason"),
    RISK_REVIEWS(
            "kassa.risk.reviews",
            Kind.COUNTER,
            "",
            "Reviews that ended, by how: accept, reject, expired, or cancelled with the payment.",
            "outcome"),

    CONNECTOR_CALLS("kassa.connector.calls", Kind.COUNTER, "", "Commands carried out at a channel."),
    CONNECTOR_OUTCOMES("kassa.connector.outcomes", Kind.COUNTER, "", "Outcomes that the log has taken.", "result"),
    CONNECTOR_IN_FLIGHT("kassa.connector.calls.in.flight", Kind.GAUGE, "", "Channel commands taken and not finished."),
    CONNECTOR_REDELIVERED(
            "kassa.connector.redelivered",
            Kind.COUNTER,
            "",
            "Channel commands that came again, and were asked about first."),
    CONNECTOR_HANDED_OVER(
            "kassa.connector.handed.over",
            Kind.COUNTER,
            "",
            "Calls told as unknown while they went on, as they took long."),
    CONNECTOR_RETRIED("kassa.connector.retried", Kind.COUNTER, "", "Outcomes that the log did not take at first."),
    CONNECTOR_CALL_LATENCY(
            "kassa.connector.call.latency",
            Kind.GAUGE,
            "seconds",
            "How long a call at a channel took, by quantile since the start.",
            "quantile"),
    CONNECTOR_HOP_LATENCY(
            "kassa.connector.hop.latency",
            Kind.GAUGE,
            "seconds",
            "From a channel command in the log to its outcome in the log, by quantile since the start.",
            "quantile"),

    BANK_CALLS("kassa.bank.calls", Kind.COUNTER, "", "Payouts and questions carried out at the bank."),
    BANK_OUTCOMES("kassa.bank.outcomes", Kind.COUNTER, "", "The bank's outcomes that the log has taken.", "result"),
    BANK_IN_FLIGHT("kassa.bank.calls.in.flight", Kind.GAUGE, "", "Bank commands taken and not finished."),
    BANK_REDELIVERED(
            "kassa.bank.redelivered", Kind.COUNTER, "", "Bank commands that came again, and were asked about first."),
    BANK_RETRIED("kassa.bank.retried", Kind.COUNTER, "", "The bank's outcomes that the log did not take at first."),
    BANK_CALL_LATENCY(
            "kassa.bank.call.latency",
            Kind.GAUGE,
            "seconds",
            "How long a call at the bank took, by quantile since the start.",
            "quantile"),

    SETTLEMENT_ENTRIES(
            "kassa.settlement.entries", Kind.COUNTER, "", "Journal entries that were added up for their settlements."),
    SETTLEMENT_WINDOWS(
            "kassa.settlement.windows",
            Kind.GAUGE,
            "",
            "Business dates of merchants and currencies that have entries and are not closed."),
    SETTLEMENT_DRAWN_UP("kassa.settlement.drawn.up", Kind.COUNTER, "", "Settlements that were drawn up."),

    EXPORTS_OPEN("kassa.exports.open", Kind.GAUGE, "", "Exports of this process's partitions that are not finished."),
    EXPORTS_RUNNING("kassa.exports.running", Kind.GAUGE, "", "Exports that this process writes at this moment."),
    EXPORTS_ATTEMPTS(
            "kassa.exports.attempts",
            Kind.COUNTER,
            "",
            "Attempts at exports that came to an end: published, failed or stopped.",
            "result"),
    EXPORTS_ROWS("kassa.exports.rows", Kind.COUNTER, "", "Rows that were written to files."),
    JOBS_OPEN("kassa.jobs.open", Kind.GAUGE, "", "Runs of jobs that are not over, as the schedule knows them."),
    JOBS_LATE("kassa.jobs.late", Kind.GAUGE, "", "Of these, the ones that should be over."),
    JOBS_LAG("kassa.jobs.lag", Kind.GAUGE, "seconds", "How long after its slot the last run was made."),
    JOBS_RUNS(
            "kassa.jobs.runs", Kind.COUNTER, "", "Runs that are over: completed, failed or skipped.", "job", "status"),
    JOBS_RUNNING("kassa.jobs.running", Kind.GAUGE, "", "Runs that this process works on at this moment."),
    EXPORT_STREAMS("kassa.export.streams", Kind.GAUGE, "", "Callers that watch an export by server-sent events."),
    EXPORT_DOWNLOADS("kassa.export.downloads", Kind.GAUGE, "", "Downloads of files under way."),

    JVM_MEMORY_USED("jvm.memory.used", Kind.GAUGE, "bytes", "Memory of the JVM in use.", "area", "id"),
    JVM_MEMORY_COMMITTED(
            "jvm.memory.committed", Kind.GAUGE, "bytes", "Memory that the JVM has from the system.", "area", "id"),
    JVM_MEMORY_MAX("jvm.memory.max", Kind.GAUGE, "bytes", "Memory that the JVM may have.", "area", "id"),
    JVM_BUFFERS("jvm.buffer.count", Kind.GAUGE, "buffers", "Buffers outside the heap.", "id"),
    JVM_BUFFERS_USED("jvm.buffer.memory.used", Kind.GAUGE, "bytes", "Memory of buffers outside the heap.", "id"),
    JVM_BUFFERS_CAPACITY(
            "jvm.buffer.total.capacity", Kind.GAUGE, "bytes", "Capacity of buffers outside the heap.", "id"),
    JVM_THREADS_LIVE("jvm.threads.live", Kind.GAUGE, "threads", "Platform threads that live."),
    JVM_GC_TIME("jvm.gc.time", Kind.COUNTER, "seconds", "Time spent collecting garbage.", "collector"),
    SYSTEM_CPUS("system.cpu.count", Kind.GAUGE, "", "Processors that the JVM may use."),
    SYSTEM_LOAD("system.load.average.1m", Kind.GAUGE, "", "Load of the system, over a minute."),
    SYSTEM_CPU("system.cpu.usage", Kind.GAUGE, "", "Share of the system's processors in use, 0 to 1."),
    PROCESS_CPU(
            "process.cpu.usage", Kind.GAUGE, "", "Share of the system's processors that this process uses, 0 to 1."),
    PROCESS_CPU_TIME("process.cpu", Kind.COUNTER, "seconds", "Processor time that this process used.");

    private final String meter;
    private final Kind kind;
    private final String unit;
    private final String sentence;
    private final List<String> labels;

    /** What a metric is: it only grows, it goes up and down, or it is a histogram of durations. */
    public enum Kind {
        COUNTER,
        GAUGE,
        TIMER
    }

    Metric(String meter, Kind kind, String unit, String sentence, String... labels) {
        this.meter = meter;
        this.kind = kind;
        this.unit = unit;
        this.sentence = sentence;
        this.labels = List.of(labels);
    }

    /** The name as Micrometer has it, without unit. */
    public String meter() {
        return meter;
    }

    public Kind kind() {
        return kind;
    }

    /** The base unit in the plural; empty for a mere number. */
    public String unit() {
        return unit;
    }

    /** What it says, for a person. */
    public String sentence() {
        return sentence;
    }

    /** What its series are told apart by. */
    public List<String> labels() {
        return labels;
    }

    /** The name of the family as Prometheus has it. A timer's series end in {@code _bucket}, {@code _count}, {@code _sum}. */
    public String family() {
        String name = meter.replace('.', '_');
        return switch (kind) {
            case COUNTER -> name + (unit.isEmpty() ? "" : "_" + unit) + "_total";
            case GAUGE -> name + (unit.isEmpty() ? "" : "_" + unit);
            case TIMER -> name + "_seconds";
        };
    }
}
