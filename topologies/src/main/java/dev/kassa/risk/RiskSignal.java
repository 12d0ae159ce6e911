package dev.kassa.risk;

import dev.kassa.risk.BlacklistEntry.Kind;
import dev.kassa.schema.Currencies;
import java.util.Locale;

/** What Kassa's own rules look for, in the order in which they are told. */
enum RiskSignal {
    BLACKLISTED_IP(RiskSetting.SCORE_BLACKLIST),
    BLACKLISTED_DEVICE(RiskSetting.SCORE_BLACKLIST),
    BLACKLISTED_CUSTOMER(RiskSetting.SCORE_BLACKLIST),
    BLACKLISTED_EMAIL(RiskSetting.SCORE_BLACKLIST),
    BLACKLISTED_COUNTRY(RiskSetting.SCORE_BLACKLIST),
    AMOUNT_OVER_BOUND(RiskSetting.SCORE_AMOUNT),
    FREQUENT_IP(RiskSetting.SCORE_FREQUENT_IP),
    FREQUENT_DEVICE(RiskSetting.SCORE_FREQUENT_DEVICE),
    FREQUENT_CUSTOMER(RiskSetting.SCORE_FREQUENT_CUSTOMER),
    FREQUENT_MERCHANT(RiskSetting.SCORE_FREQUENT_MERCHANT),
    NEW_DEVICE(RiskSetting.SCORE_NEW_DEVICE),
    COUNTRY_MISMATCH(RiskSetting.SCORE_COUNTRY_MISMATCH),
    FREQUENT_IP_ACROSS_MERCHANTS(RiskSetting.SCORE_ACROSS_MERCHANTS),
    FREQUENT_DEVICE_ACROSS_MERCHANTS(RiskSetting.SCORE_ACROSS_MERCHANTS);

    /** Operators' rules are told before this one. */
    static final RiskSignal FIRST_AFTER_RULES = FREQUENT_IP_ACROSS_MERCHANTS;

    private final RiskSetting score;
    private final String word = name().toLowerCase(Locale.ROOT);

    RiskSignal(RiskSetting score) {
        this.score = score;
    }

    /** As it stands among the reasons. */
    String word() {
        return word;
    }

    int score(RiskSettings settings) {
        return settings.score(score);
    }

    boolean fires(RiskSubject subject, RiskSettings settings, Blacklist blacklist) {
        return switch (this) {
            case BLACKLISTED_IP -> blacklist.has(Kind.IP, subject.ip());
            case BLACKLISTED_DEVICE -> blacklist.has(Kind.DEVICE, subject.device());
            case BLACKLISTED_CUSTOMER -> blacklist.has(Kind.CUSTOMER, subject.customerId());
            case BLACKLISTED_EMAIL -> blacklist.has(Kind.EMAIL, subject.email());
            case BLACKLISTED_COUNTRY ->
                blacklist.has(Kind.COUNTRY, subject.country()) || blacklist.has(Kind.COUNTRY, subject.ipCountry());
            case AMOUNT_OVER_BOUND -> isOverBound(subject, settings);
            case FREQUENT_IP -> subject.perIp() > settings.value(RiskSetting.FREQUENCY_IP);
            case FREQUENT_DEVICE -> subject.perDevice() > settings.value(RiskSetting.FREQUENCY_DEVICE);
            case FREQUENT_CUSTOMER -> subject.perCustomer() > settings.value(RiskSetting.FREQUENCY_CUSTOMER);
            case FREQUENT_MERCHANT -> subject.perMerchant() > settings.value(RiskSetting.FREQUENCY_MERCHANT);
            case NEW_DEVICE -> subject.newDevice();
            case COUNTRY_MISMATCH -> isElsewhere(subject);
            case FREQUENT_IP_ACROSS_MERCHANTS -> subject.crossIp();
            case FREQUENT_DEVICE_ACROSS_MERCHANTS -> subject.crossDevice();
        };
    }

    /** A currency that nobody knows has no bound; its payment is refused elsewhere. */
    private static boolean isOverBound(RiskSubject subject, RiskSettings settings) {
        return Currencies.isKnown(subject.currency())
                && subject.amount()
                        > Currencies.minorOfTenThousandths(subject.currency(), settings.value(RiskSetting.AMOUNT_MAX));
    }

    /** Only where both countries are known. */
    private static boolean isElsewhere(RiskSubject subject) {
        String country = subject.country();
        String ipCountry = subject.ipCountry();
        return country != null && ipCountry != null && !country.equalsIgnoreCase(ipCountry);
    }
}
