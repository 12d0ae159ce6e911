package dev.kassa.withdrawal;

import dev.kassa.reference.Actor;
import dev.kassa.schema.CardNumbers;
import dev.kassa.withdrawal.BankAccount.Terms;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which bank accounts a merchant may have, and what people may say on them. Pure. */
public final class BankAccountRules {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
    private static final Pattern NUMBER = Pattern.compile("[A-Z0-9](?:[A-Z0-9-]{2,32})[A-Z0-9]");
    private static final Pattern BANK_CODE = Pattern.compile("[A-Z0-9-]{3,15}");
    private static final int HOLDER_LENGTH_MAX = 140;
    private static final int REASON_LENGTH_MAX = 500;

    private BankAccountRules() {}

    /** A person's word on an account. */
    public enum Verdict {
        VERIFY,
        REJECT,
        DISABLE
    }

    /** What is decided of a command. */
    public sealed interface Decision {
        record Accepted(BankAccount after) implements Decision {}

        record Rejected(BankAccountRejection reason) implements Decision {}
    }

    /** The number as it is kept and compared: in capitals, without spaces. */
    public static String normalised(String accountNumber) {
        return accountNumber.replace(" ", "").toUpperCase(Locale.ROOT);
    }

    /**
     * What is wrong with an account that is to be added, if anything is.
     *
     * @param asWritten its number as the caller wrote it
     * @param terms with its number normalised
     * @param known the account that has the number already
     */
    public static @Nullable BankAccountRejection fault(
            String asWritten, Terms terms, boolean currencyTaken, @Nullable BankAccount known) {
        if (known != null && !mayFollow(known, terms)) {
            return BankAccountRejection.OTHER_DATA;
        }
        if (!currencyTaken) {
            return BankAccountRejection.CURRENCY_UNKNOWN;
        }
        if (!COUNTRIES.contains(terms.country())) {
            return BankAccountRejection.COUNTRY_FORM;
        }
        if (terms.holder().isBlank() || terms.holder().length() > HOLDER_LENGTH_MAX) {
            return BankAccountRejection.HOLDER_LENGTH;
        }
        BankAccountRejection number = numberFault(asWritten, terms);
        if (number != null) {
            return number;
        }
        String bankCode = terms.bankCode();
        return bankCode == null || BANK_CODE.matcher(bankCode).matches() ? null : BankAccountRejection.BANK_CODE_FORM;
    }

    /** The same account may be told again; another of the same number only once that one takes no money. */
    private static boolean mayFollow(BankAccount known, Terms terms) {
        return known.terms().equals(terms)
                || known.status() == BankAccountStatus.REJECTED
                || known.status() == BankAccountStatus.DISABLED;
    }

    private static @Nullable BankAccountRejection numberFault(String asWritten, Terms terms) {
        String number = terms.accountNumber();
        if (CardNumbers.isIn(asWritten) || CardNumbers.isIn(number) || CardNumbers.isIn(number.replace("-", ""))) {
            return BankAccountRejection.CARD_NUMBER;
        }
        if (!NUMBER.matcher(number).matches()) {
            return BankAccountRejection.NUMBER_FORM;
        }
        if (!Iban.isOne(terms.country(), number)) {
            return null;
        }
        if (!Iban.hasLength(number)) {
            return BankAccountRejection.IBAN_LENGTH;
        }
        return Iban.hasChecksum(number) ? null : BankAccountRejection.IBAN_CHECKSUM;
    }

    /**
     * Decides on a person's word.
     *
     * @param coolingOffMs after a verification, until the account takes withdrawals
     */
    public static Decision decide(
            BankAccount account, Verdict verdict, Actor actor, String reason, long coolingOffMs, long nowMs) {
        BankAccountRejection rejection = verdictFault(account, verdict, actor, reason);
        if (rejection != null) {
            return new Decision.Rejected(rejection);
        }
        return new Decision.Accepted(
                switch (verdict) {
                    case VERIFY ->
                        account.decided(
                                BankAccountStatus.VERIFIED,
                                Math.addExact(nowMs, coolingOffMs),
                                actor.id(),
                                reason,
                                nowMs);
                    case REJECT -> account.decided(BankAccountStatus.REJECTED, null, actor.id(), reason, nowMs);
                    case DISABLE -> account.decided(BankAccountStatus.DISABLED, null, actor.id(), reason, nowMs);
                });
    }

    private static @Nullable BankAccountRejection verdictFault(
            BankAccount account, Verdict verdict, Actor actor, String reason) {
        if (actor.isSameAs(account.requestedBy())) {
            return BankAccountRejection.OWN_ACCOUNT;
        }
        BankAccountStatus status = account.status();
        BankAccountRejection rejection = switch (verdict) {
            case VERIFY ->
                status == BankAccountStatus.UNVERIFIED || status == BankAccountStatus.DISABLED
                        ? null
                        : BankAccountRejection.NOT_VERIFIABLE;
            case REJECT -> status == BankAccountStatus.UNVERIFIED ? null : BankAccountRejection.NOT_REJECTABLE;
            case DISABLE ->
                status == BankAccountStatus.UNVERIFIED || status == BankAccountStatus.VERIFIED
                        ? null
                        : BankAccountRejection.NOT_DISABLEABLE;
        };
        return rejection == null && reason.length() > REASON_LENGTH_MAX
                ? BankAccountRejection.REASON_LENGTH
                : rejection;
    }
}
