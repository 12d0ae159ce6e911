package dev.kassa.core;

import dev.kassa.avro.MerchantFact;
import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.pricing.Tiers;
import dev.kassa.reference.MoneySetting;
import dev.kassa.schema.Currencies;
import dev.kassa.settlement.Cycle;
import dev.kassa.settlement.SettlementTerms;
import java.time.LocalTime;

/** How a merchant is settled: by its own terms, and where it has none by its tier, its country and the settings. */
final class TermsOfSettlement {
    private static final SettlementTermsFact NONE =
            new SettlementTermsFact(null, null, null, null, null, null, null, null);

    private final References references;

    TermsOfSettlement(References references) {
        this.references = references;
    }

    /** The calendar by which a merchant's money moves: its own, or its country's. */
    static String calendar(MerchantFact merchant) {
        SettlementTermsFact own = merchant.getSettlement();
        String calendar = own == null ? null : own.getCalendar();
        return calendar == null ? merchant.getCountry() : calendar;
    }

    /** Minutes after the cut-off, until the run. */
    int graceMinutes() {
        return Math.toIntExact(references.value(MoneySetting.SETTLEMENT_GRACE));
    }

    SettlementTerms of(MerchantFact merchant, String currency) {
        SettlementTermsFact own = merchant.getSettlement() == null ? NONE : merchant.getSettlement();
        Tiers.Settlement tier = Tiers.settlement(merchant.getTier());
        return new SettlementTerms(
                own.getCycle() == null ? Cycle.DAILY : Cycle.of(own.getCycle()).orElseThrow(),
                own.getCutOff() == null ? SettlementTerms.CUT_OFF : LocalTime.parse(own.getCutOff()),
                own.getTermDays() == null ? tier.termDays() : own.getTermDays(),
                calendar(merchant),
                own.getReserveBp() == null ? 0 : own.getReserveBp(),
                own.getReserveDays() == null ? SettlementTerms.RESERVE_DAYS : own.getReserveDays(),
                own.getMinimum() == null
                        ? Currencies.minorOfTenThousandths(currency, tier.minimum())
                        : own.getMinimum(),
                own.getAutoApproveBelow() == null
                        ? Currencies.minorOfTenThousandths(
                                currency, references.value(MoneySetting.SETTLEMENT_AUTO_APPROVE))
                        : own.getAutoApproveBelow());
    }
}
