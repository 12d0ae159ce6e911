package dev.kassa.standalone.replay;

/** A replay cannot go on, and the person at the terminal can do something about it; the message says what. */
public final class ReplayException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReplayException(String message) {
        super(message);
    }
}
