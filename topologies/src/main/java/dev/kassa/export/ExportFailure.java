package dev.kassa.export;

/**
 * Why an export, or an attempt at it, failed.
 *
 * @param code for programs
 * @param message a sentence for a person
 */
public record ExportFailure(String code, String message) {
    /** It has more rows than one file may have. */
    public static final String TOO_MANY_ROWS = "too_many_rows";
    /** A sum is more than 64 bits hold. */
    public static final String SUM_TOO_LARGE = "sum_too_large";
    /** The views or the store of files could not be had. */
    public static final String UNAVAILABLE = "unavailable";
    /** A fault of ours. */
    public static final String INTERNAL = "internal_error";
    /** It was begun often, and never came to an end. */
    public static final String GIVEN_UP = "given_up";
    /** It was not done in its time. */
    public static final String NOT_IN_TIME = "not_in_time";
}
