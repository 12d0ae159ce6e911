package dev.kassa.settlement;

/** What is asked of a settlement that is there. */
public sealed interface SettlementCommand {
    /** A person lets it be carried out. */
    record Approve(String by, String reason) implements SettlementCommand {}

    /** A person does not. */
    record Reject(String by, String reason) implements SettlementCommand {}

    /** A rejected one is to be looked at again; one that failed is tried again. */
    record Run(String by, String reason) implements SettlementCommand {}
}
