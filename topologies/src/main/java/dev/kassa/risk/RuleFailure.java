package dev.kassa.risk;

/** A rule that could not say whether it fires, as where it divides by zero. */
final class RuleFailure extends Exception {
    private static final long serialVersionUID = 1L;

    RuleFailure(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
