package dev.kassa.schema;

import java.util.List;

/** The catalogue of applications: who reads what. Who writes what stands in {@link Topics}. */
public final class Applications {
    public static final Application CORE =
            new Application("core", "core", List.of(Topics.COMMANDS), "core", true, true);

    public static final Application VIEWS = views("views");

    /** The same in the process of an edge that asks nobody else. */
    private static final Application VIEWS_OF_THE_EDGE = views("edge");

    public static final Application EDGE = new Application(
            "edge",
            "edge",
            List.of(
                    Topics.REPLIES,
                    Topics.MERCHANTS,
                    Topics.REFERENCE,
                    Topics.REFERENCE_HISTORY,
                    Topics.REFERENCE_APPLIED,
                    Topics.EXPORTS,
                    Topics.JOBS,
                    Topics.JOB_RUNS,
                    Topics.NOTICES,
                    Topics.LEDGER_CHECKS,
                    Topics.AUDIT,
                    Topics.KEY_USAGE,
                    Topics.USED_SIGNATURES),
            null,
            false,
            false);

    public static final Application CONNECTORS =
            new Application("connectors", "connectors", List.of(Topics.CHANNEL_COMMANDS), "connectors", false, false);

    /** Beside the connectors, in a group of its own: a bank that hangs holds no channel up. */
    public static final Application BANK =
            new Application("bank", "connectors", List.of(Topics.BANK_COMMANDS), "bank", false, false);

    public static final Application VELOCITY = new Application(
            "risk-velocity",
            "velocity",
            List.of(Topics.PAYMENTS, Topics.RISK_ATTRIBUTES, Topics.REFERENCE),
            "risk-velocity",
            true,
            true);

    public static final Application EXPORTS =
            new Application("exports", "exports", List.of(Topics.EXPORT_COMMANDS), "exports", true, true);

    public static final Application SETTLEMENT = new Application(
            "settlement",
            "settlement",
            List.of(Topics.JOURNAL, Topics.SETTLEMENT_CUTS, Topics.SETTLEMENT_RUNS, Topics.MERCHANTS),
            "settlement",
            true,
            true);

    public static final Application TREND = trend("trend");

    /** The same in the process of an edge that asks nobody else. */
    private static final Application TREND_OF_THE_EDGE = trend("edge");

    public static final Application SCHEDULE =
            new Application("schedule", "schedule", List.of(Topics.JOB_COMMANDS), "schedule", true, true);

    public static final Application JOBS = new Application(
            "jobs",
            "jobs",
            List.of(
                    Topics.JOB_RUNS,
                    Topics.NOTICES,
                    Topics.MERCHANTS,
                    Topics.PAYMENTS,
                    Topics.REFUNDS,
                    Topics.JOURNAL,
                    Topics.SETTLEMENT_CUTS,
                    Topics.SETTLEMENTS,
                    Topics.WITHDRAWALS,
                    Topics.ARCHIVES),
            null,
            false,
            false);

    private static final List<Application> ALL = List.of(
            CORE,
            VIEWS,
            VIEWS_OF_THE_EDGE,
            EDGE,
            CONNECTORS,
            BANK,
            VELOCITY,
            EXPORTS,
            SETTLEMENT,
            TREND,
            TREND_OF_THE_EDGE,
            SCHEDULE,
            JOBS);

    private Applications() {}

    private static Application trend(String process) {
        return new Application(
                "trend",
                process,
                List.of(Topics.PAYMENTS, Topics.REFUNDS, Topics.JOURNAL, Topics.TREND_GENERATIONS),
                "trend",
                true,
                true);
    }

    private static Application views(String process) {
        return new Application(
                "views",
                process,
                List.of(
                        Topics.PAYMENTS,
                        Topics.REFUNDS,
                        Topics.JOURNAL,
                        Topics.SETTLEMENTS,
                        Topics.WITHDRAWALS,
                        Topics.BANK_ACCOUNTS,
                        Topics.ARCHIVES,
                        Topics.VIEW_GENERATIONS),
                "views",
                true,
                false);
    }

    /** Every application of the catalogue, once for each process that may run it. */
    public static List<Application> all() {
        return ALL;
    }

    /** Who reads a topic; each application once. */
    public static List<Application> readersOf(Topic<?> topic) {
        return ALL.stream()
                .filter(application -> application.reads().contains(topic)
                        && application != VIEWS_OF_THE_EDGE
                        && application != TREND_OF_THE_EDGE)
                .toList();
    }
}
