package dev.kassa.core;

/** A command that can be read but makes no sense. Thrown before anything is written; it goes to the dead letters. */
public final class PoisonedCommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PoisonedCommandException(String reason) {
        super(reason);
    }
}
