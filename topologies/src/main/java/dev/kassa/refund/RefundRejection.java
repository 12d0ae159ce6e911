package dev.kassa.refund;

import dev.kassa.schema.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Why a refund is refused. Where several apply, the one that stands first wins. */
public enum RefundRejection {
    NO_SUCH_PAYMENT(ErrorCode.PAYMENT_NOT_FOUND, null, "there is no such payment or order"),
    EXCEEDS_CAPTURED(
            ErrorCode.REFUND_EXCEEDS_CAPTURED,
            null,
            "it is more than was captured less what was refunded or is in flight"),
    PAYMENT_NOT_CAPTURED(ErrorCode.INVALID_STATE, null, "only a payment that succeeded can be refunded"),
    REFUND_NO_TAKEN(ErrorCode.INVALID_STATE, null, "the refund_no names another refund"),
    NOT_COVERED(ErrorCode.INSUFFICIENT_BALANCE, null, "the merchant's balance does not cover it"),
    FORM(ErrorCode.VALIDATION_FAILED, null, "expected payment_id or order_no"),
    ORDER_DIFFERS(ErrorCode.VALIDATION_FAILED, "/order_no", "expected the order of the payment that payment_id names"),
    AMOUNT_OUT_OF_BOUNDS(ErrorCode.VALIDATION_FAILED, "/amount", "expected 1 to 1000000000000 minor units"),
    IN_THE_FUTURE(ErrorCode.VALIDATION_FAILED, "/occurred_at", "expected a time that is not in the future");

    private final ErrorCode code;
    private final @Nullable String pointer;
    private final String detail;

    RefundRejection(ErrorCode code, @Nullable String pointer, String detail) {
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
