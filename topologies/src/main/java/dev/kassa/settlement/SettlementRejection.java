package dev.kassa.settlement;

import dev.kassa.schema.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Why a request about settlements is refused. Where several apply, the one that stands first wins. */
public enum SettlementRejection {
    NO_SUCH_MERCHANT(ErrorCode.NOT_FOUND, null, "no such merchant"),
    NO_SUCH_SETTLEMENT(ErrorCode.NOT_FOUND, null, "there is no such settlement"),
    NOTHING_TO_SETTLE(ErrorCode.INVALID_STATE, null, "there is nothing to settle on this date"),
    NOT_WAITING(ErrorCode.INVALID_STATE, null, "expected a settlement that is pending"),
    NOT_REJECTABLE(ErrorCode.INVALID_STATE, null, "expected a settlement that is pending, or approved and not yet due"),
    NOT_TO_RUN(ErrorCode.INVALID_STATE, null, "expected a settlement that was rejected or has failed"),
    CURRENCY_UNKNOWN(ErrorCode.VALIDATION_FAILED, "/currency", "expected a currency of the merchant"),
    IN_THE_FUTURE(
            ErrorCode.VALIDATION_FAILED, "/business_date", "expected a date that has begun where the merchant is"),
    TOO_LONG_AGO(ErrorCode.VALIDATION_FAILED, "/business_date", "expected a date from 1970-01-01 on");

    private final ErrorCode code;
    private final @Nullable String pointer;
    private final String detail;

    SettlementRejection(ErrorCode code, @Nullable String pointer, String detail) {
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
