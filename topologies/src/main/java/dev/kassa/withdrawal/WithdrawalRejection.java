package dev.kassa.withdrawal;

import dev.kassa.schema.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Why a command about withdrawals is refused. Where several apply, the one that stands first wins. */
public enum WithdrawalRejection {
    OWN_REQUEST(ErrorCode.FORBIDDEN, null, "whoever asked for a withdrawal may not approve it"),
    NO_SUCH_MERCHANT(ErrorCode.NOT_FOUND, null, "no such merchant"),
    NO_SUCH_WITHDRAWAL(ErrorCode.NOT_FOUND, null, "no such withdrawal"),
    NO_SUCH_ACCOUNT(ErrorCode.NOT_FOUND, "/account_id", "the merchant has no such bank account"),
    MERCHANT_NOT_ACTIVE(ErrorCode.INVALID_STATE, null, "the merchant is not active"),
    NUMBER_TAKEN(ErrorCode.INVALID_STATE, "/withdrawal_no", "the withdrawal_no names another withdrawal"),
    ACCOUNT_NOT_VERIFIED(ErrorCode.INVALID_STATE, "/account_id", "the bank account is not verified"),
    ACCOUNT_COOLING_OFF(ErrorCode.INVALID_STATE, "/account_id", "the bank account was verified too short a while ago"),
    NOT_PENDING(ErrorCode.INVALID_STATE, null, "only a withdrawal that is pending can be approved"),
    NOT_STOPPABLE(
            ErrorCode.INVALID_STATE,
            null,
            "only a withdrawal that is pending or approved can be rejected or cancelled"),
    NOT_COVERED(ErrorCode.INSUFFICIENT_BALANCE, null, "the merchant's available balance does not cover it"),
    NUMBER_FORM(ErrorCode.VALIDATION_FAILED, "/withdrawal_no", "expected 1 to 64 characters"),
    AMOUNT_OUT_OF_BOUNDS(ErrorCode.VALIDATION_FAILED, "/amount", "expected 1 to 1000000000000 minor units"),
    CURRENCY_UNKNOWN(ErrorCode.VALIDATION_FAILED, "/currency", "expected a currency that the merchant takes"),
    CURRENCY_DIFFERS(ErrorCode.VALIDATION_FAILED, "/currency", "expected the currency of the bank account"),
    NOT_ABOVE_FEE(ErrorCode.VALIDATION_FAILED, "/amount", "expected more than its fee"),
    DATE_NOT_SCHEDULED(ErrorCode.VALIDATION_FAILED, "/execute_on", "expected no date unless speed is scheduled"),
    DATE_OUT_OF_BOUNDS(
            ErrorCode.VALIDATION_FAILED, "/execute_on", "expected a date from the merchant's today to a year ahead"),
    REASON_LENGTH(ErrorCode.VALIDATION_FAILED, "/reason", "expected at most 500 characters");

    private final ErrorCode code;
    private final @Nullable String pointer;
    private final String detail;

    WithdrawalRejection(ErrorCode code, @Nullable String pointer, String detail) {
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
