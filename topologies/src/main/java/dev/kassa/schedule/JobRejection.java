package dev.kassa.schedule;

import dev.kassa.schema.ErrorCode;

/** Why a caller is refused. Where several apply, the one that stands first wins. */
public enum JobRejection {
    NO_SUCH_JOB(ErrorCode.NOT_FOUND, "There is no job of this name."),
    UNDER_WAY(ErrorCode.INVALID_STATE, "A run of this job is under way: wait until it has ended."),
    KEY_REUSED(ErrorCode.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request.");

    private final ErrorCode code;
    private final String detail;

    JobRejection(ErrorCode code, String detail) {
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
