package dev.kassa.risk;

/** What the risk rules found of a payment, and from what. */
public record RiskFinding(RiskAssessment assessment, Signals signals) {}
