package dev.kassa.risk;

import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an operator's rule may ask about a payment, by the name in small letters. A text that there is not is empty. */
enum RuleVariable {
    MERCHANT_ID(SimpleType.STRING, RiskSubject::merchantId),
    MERCHANT_COUNTRY(SimpleType.STRING, RiskSubject::merchantCountry),
    TIER(SimpleType.STRING, RiskSubject::tier),
    AMOUNT(SimpleType.INT, RiskSubject::amount),
    CURRENCY(SimpleType.STRING, RiskSubject::currency),
    CHANNEL(SimpleType.STRING, RiskSubject::channel),
    CUSTOMER_ID(SimpleType.STRING, subject -> text(subject.customerId())),
    EMAIL(SimpleType.STRING, subject -> text(subject.email())),
    IP(SimpleType.STRING, subject -> text(subject.ip())),
    DEVICE(SimpleType.STRING, subject -> text(subject.device())),
    COUNTRY(SimpleType.STRING, subject -> text(subject.country())),
    IP_COUNTRY(SimpleType.STRING, subject -> text(subject.ipCountry())),
    NEW_DEVICE(SimpleType.BOOL, RiskSubject::newDevice),
    PER_IP(SimpleType.INT, subject -> (long) subject.perIp()),
    PER_DEVICE(SimpleType.INT, subject -> (long) subject.perDevice()),
    PER_CUSTOMER(SimpleType.INT, subject -> (long) subject.perCustomer()),
    PER_MERCHANT(SimpleType.INT, subject -> (long) subject.perMerchant()),
    HOUR(SimpleType.INT, subject -> (long) subject.hour());

    private static final Map<String, RuleVariable> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(RuleVariable::word, variable -> variable));

    private final CelType type;
    private final Function<RiskSubject, Object> reads;

    RuleVariable(CelType type, Function<RiskSubject, Object> reads) {
        this.type = type;
        this.reads = reads;
    }

    static @Nullable RuleVariable of(String word) {
        return BY_NAME.get(word);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    CelType type() {
        return type;
    }

    Object of(RiskSubject subject) {
        return reads.apply(subject);
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
