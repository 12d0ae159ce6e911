package dev.kassa.edge.problem;

import dev.kassa.schema.ErrorCode;
import java.util.List;

/** A no that the caller is told. Carries no stack trace: it is an answer, not a fault. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int RETRY_AFTER_SECONDS = 1;

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    public Refusal(ErrorCode code, String detail, List<FieldError> errors) {
        super(detail, null, false, false);
        this.code = code;
        this.errors = List.copyOf(errors);
    }

    public Refusal(ErrorCode code, String detail) {
        this(code, detail, List.of());
    }

    /** A refusal because of one field. */
    public static Refusal of(ErrorCode code, String pointer, String detail) {
        return new Refusal(code, detail, List.of(new FieldError(pointer, detail)));
    }

    public ErrorCode code() {
        return code;
    }

    /** The sentence for a person. */
    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    /** Seconds after which to ask again; 0 where asking again would not help. */
    public int retryAfterSeconds() {
        return code == ErrorCode.UNAVAILABLE || code == ErrorCode.RATE_LIMITED ? RETRY_AFTER_SECONDS : 0;
    }
}
