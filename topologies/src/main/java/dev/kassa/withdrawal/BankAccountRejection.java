package dev.kassa.withdrawal;

import dev.kassa.schema.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Why a command about bank accounts is refused. Where several apply, the one that stands first wins. */
public enum BankAccountRejection {
    OWN_ACCOUNT(ErrorCode.FORBIDDEN, null, "whoever added a bank account may not decide on it"),
    NO_SUCH_MERCHANT(ErrorCode.NOT_FOUND, null, "no such merchant"),
    NO_SUCH_ACCOUNT(ErrorCode.NOT_FOUND, null, "no such bank account"),
    OTHER_DATA(ErrorCode.INVALID_STATE, "/account_number", "the number is that of an account with other data"),
    NOT_VERIFIABLE(ErrorCode.INVALID_STATE, null, "only an account that is unverified or disabled can be verified"),
    NOT_REJECTABLE(ErrorCode.INVALID_STATE, null, "only an account that is unverified can be rejected"),
    NOT_DISABLEABLE(ErrorCode.INVALID_STATE, null, "only an account that is unverified or verified can be disabled"),
    CURRENCY_UNKNOWN(ErrorCode.VALIDATION_FAILED, "/currency", "expected a currency that the merchant takes"),
    COUNTRY_FORM(ErrorCode.VALIDATION_FAILED, "/country", "expected a country of ISO 3166, as GB"),
    HOLDER_LENGTH(ErrorCode.VALIDATION_FAILED, "/holder", "expected 1 to 140 characters"),
    CARD_NUMBER(ErrorCode.VALIDATION_FAILED, "/account_number", "expected no card number"),
    NUMBER_FORM(
            ErrorCode.VALIDATION_FAILED, "/account_number", "expected an IBAN, or 4 to 34 letters, digits and hyphens"),
    IBAN_LENGTH(
            ErrorCode.VALIDATION_FAILED, "/account_number", "expected as many characters as IBANs of its country have"),
    IBAN_CHECKSUM(ErrorCode.VALIDATION_FAILED, "/account_number", "expected an IBAN with right check digits"),
    BANK_CODE_FORM(ErrorCode.VALIDATION_FAILED, "/bank_code", "expected 3 to 15 letters, digits and hyphens, or none"),
    REASON_LENGTH(ErrorCode.VALIDATION_FAILED, "/reason", "expected at most 500 characters");

    private final ErrorCode code;
    private final @Nullable String pointer;
    private final String detail;

    BankAccountRejection(ErrorCode code, @Nullable String pointer, String detail) {
        this.code = code;
        this.pointer = pointer;
        this.detail = detail;
    }

    public ErrorCode code() {
        return code;
    }

    /** The field that is at fault, if one is. */
    public @Nullable String pointer() {
        return pointer;
    }

    public String detail() {
        return detail;
    }
}
