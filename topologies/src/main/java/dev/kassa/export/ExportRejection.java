package dev.kassa.export;

import dev.kassa.schema.ErrorCode;

/** Why a caller is refused. Where several apply, the one that stands first wins. */
public enum ExportRejection {
    NO_SUCH_EXPORT(ErrorCode.NOT_FOUND, "There is no export of this id."),
    FINISHED(ErrorCode.INVALID_STATE, "It is finished: there is nothing left to cancel."),
    KEY_REUSED(ErrorCode.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another export."),
    TOO_MANY_OPEN(
            ErrorCode.LIMIT_EXCEEDED, "Too many exports are under way: wait until one is done, or cancel one of them."),
    TOO_MANY_A_DAY(ErrorCode.LIMIT_EXCEEDED, "Too many exports were asked for within 24 hours.");

    private final ErrorCode code;
    private final String detail;

    ExportRejection(ErrorCode code, String detail) {
        this.code = code;
        this.detail = detail;
    }

    public ErrorCode code() {
        return code;
    }

    /** A sentence for a person. */
    public String detail() {
        return detail;
    }
}
