package dev.kassa.core;

import dev.kassa.reference.Merchant;
import dev.kassa.reference.MoneySetting;
import dev.kassa.schema.Currencies;
import dev.kassa.withdrawal.WithdrawalPrices;
import java.time.DayOfWeek;
import java.time.LocalDate;

/** What withdrawals go by at this moment: the settings, and the days on which banks work. */
final class WithdrawalConditions {
    private static final int DAYS_LOOKED_AT_MAX = 60;

    private final References references;

    WithdrawalConditions(References references) {
        this.references = references;
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

    /** Monday to Friday, unless the operator said otherwise of the day in the merchant's country. */
    LocalDate businessDayAfter(Merchant merchant, LocalDate date) {
        LocalDate next = date.plusDays(1);
        for (int looked = 0; looked < DAYS_LOOKED_AT_MAX && !isBusinessDay(merchant, next); looked++) {
            next = next.plusDays(1);
        }
        return next;
    }

    private boolean isBusinessDay(Merchant merchant, LocalDate date) {
        Boolean said = references.saidOfDay(merchant.country() + "/" + date);
        DayOfWeek day = date.getDayOfWeek();
        return said == null ? day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY : said;
    }
}
