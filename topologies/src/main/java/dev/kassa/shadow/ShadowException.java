package dev.kassa.shadow;

/** A run that cannot go on, with a sentence for whoever asked for it. */
final class ShadowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ShadowException(String sentence) {
        super(sentence);
    }
}
