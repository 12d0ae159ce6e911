package dev.kassa.payment;

import dev.kassa.schema.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Why a command on a payment is refused. Where several apply, the one that stands first wins. */
public enum PaymentRejection {
    DECIDED_BY_REQUESTER(ErrorCode.FORBIDDEN, null, "whoever asked for the payment cannot decide on it"),
    NO_SUCH_PAYMENT(ErrorCode.PAYMENT_NOT_FOUND, null, "there is no such payment"),
    ORDER_PAID(ErrorCode.ORDER_ALREADY_PAID, null, "the order has a payment that succeeded"),
    MERCHANT_NOT_ACTIVE(ErrorCode.INVALID_STATE, null, "the merchant is not active and takes no payments"),
    ATTEMPT_UNDER_WAY(ErrorCode.INVALID_STATE, null, "the order has another payment that may still succeed"),
    NOT_AUTHORIZED(ErrorCode.INVALID_STATE, null, "only an authorized payment can be captured or voided"),
    NOT_IN_REVIEW(ErrorCode.INVALID_STATE, null, "only a payment that waits for review can be decided on"),
    OPERATION_UNDER_WAY(ErrorCode.INVALID_STATE, null, "a capture or void of the payment is under way"),
    ALREADY_SENT(ErrorCode.INVALID_STATE, null, "only a payment that was not yet sent to a channel can be cancelled"),
    REFUSED_BY_CHANNEL(ErrorCode.INVALID_STATE, null, "the channel refused it"),
    FORM(ErrorCode.VALIDATION_FAILED, null, "the command is not valid"),
    AMOUNT_OUT_OF_BOUNDS(ErrorCode.VALIDATION_FAILED, "/amount", "expected 1 to 1000000000000 minor units"),
    CURRENCY_NOT_TAKEN(ErrorCode.VALIDATION_FAILED, "/currency", "expected a currency that the merchant takes"),
    CHANNEL_UNKNOWN(ErrorCode.VALIDATION_FAILED, "/channel", "expected the name of a channel"),
    IN_THE_FUTURE(ErrorCode.VALIDATION_FAILED, "/occurred_at", "expected a time that is not in the future"),
    CAPTURE_EXCEEDS_AUTHORIZED(ErrorCode.VALIDATION_FAILED, "/amount", "expected no more than was authorized"),
    SINGLE_LIMIT(ErrorCode.LIMIT_EXCEEDED, "/amount", "above what the merchant may take in one payment"),
    DAILY_LIMIT(ErrorCode.LIMIT_EXCEEDED, "/amount", "above what the merchant may still take on this business date"),
    MONTHLY_LIMIT(ErrorCode.LIMIT_EXCEEDED, "/amount", "above what the merchant may still take in this month"),
    BALANCE_FULL(ErrorCode.LIMIT_EXCEEDED, null, "the merchant's balance can hold no more");

    private final ErrorCode code;
    private final @Nullable String pointer;
    private final String detail;

    PaymentRejection(ErrorCode code, @Nullable String pointer, String detail) {
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
