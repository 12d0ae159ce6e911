package dev.kassa.core;

import dev.kassa.avro.RiskFact;
import dev.kassa.avro.RiskSignals;
import dev.kassa.risk.Decision;
import dev.kassa.risk.RiskAssessment;
import dev.kassa.risk.RiskFinding;
import dev.kassa.risk.Signals;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the risk rules found, between the rules and the payment's fact. */
final class RiskCodec {
    private RiskCodec() {}

    static RiskFact fact(RiskFinding finding) {
        RiskAssessment assessment = finding.assessment();
        return new RiskFact(
                assessment.score(),
                assessment.decision().word(),
                assessment.reasons(),
                assessment.notes(),
                signals(finding.signals()));
    }

    private static RiskSignals signals(Signals signals) {
        return new RiskSignals(
                signals.ipCountry(),
                signals.geoKnown(),
                signals.newDevice(),
                signals.perIp(),
                signals.perDevice(),
                signals.perCustomer(),
                signals.perMerchant(),
                signals.crossIp(),
                signals.crossDevice());
    }

    static RiskFinding finding(RiskFact fact) {
        RiskAssessment assessment = new RiskAssessment(
                fact.getScore(),
                Decision.valueOf(fact.getDecision().toUpperCase(Locale.ROOT)),
                fact.getReasons(),
                fact.getNotes());
        return new RiskFinding(assessment, signals(fact.getSignals()));
    }

    private static Signals signals(@Nullable RiskSignals fact) {
        return fact == null
                ? Signals.NONE
                : new Signals(
                        fact.getIpCountry(),
                        fact.getGeoKnown(),
                        fact.getNewDevice(),
                        fact.getPerIp(),
                        fact.getPerDevice(),
                        fact.getPerCustomer(),
                        fact.getPerMerchant(),
                        fact.getCrossIp(),
                        fact.getCrossDevice());
    }
}
