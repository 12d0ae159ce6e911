package dev.kassa.core;

import dev.kassa.avro.MerchantFact;
import dev.kassa.reference.MoneySetting;
import dev.kassa.schema.Currencies;
import dev.kassa.settlement.BusinessDays;
import dev.kassa.withdrawal.WithdrawalPrices;
import java.time.LocalDate;

/** What withdrawals go by at this moment: the settings, and the days on which banks work. */
final class WithdrawalConditions {
    private final References references;
    private final BusinessDays businessDays;

    WithdrawalConditions(References references) {
        this.references = references;
        this.businessDays = new Holidays(references);
    }

    /** @param currency one that is known */
    WithdrawalPrices prices(String currency) {
        return new WithdrawalPrices(
                references.value(MoneySetting.WITHDRAWAL_FEE_NORMAL),
                references.value(MoneySetting.WITHDRAWAL_FEE_URGENT),
                references.value(MoneySetting.WITHDRAWAL_FEE_SCHEDULED),
                minor(currency, MoneySetting.WITHDRAWAL_FEE_MINIMUM),
                minor(currency, MoneySetting.WITHDRAWAL_FEE_MAXIMUM),
                minor(currency, MoneySetting.WITHDRAWAL_SECOND_APPROVAL),
                minor(currency, MoneySetting.WITHDRAWAL_THIRD_APPROVAL));
    }

    private long minor(String currency, MoneySetting setting) {
        return Currencies.minorOfTenThousandths(currency, references.value(setting));
    }

    /** The next day on which banks work by the merchant's calendar, as its settlements have it. */
    LocalDate businessDayAfter(MerchantFact merchant, LocalDate date) {
        return businessDays.after(TermsOfSettlement.calendar(merchant), date, 1);
    }
}
