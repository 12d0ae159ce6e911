package dev.kassa.standalone.node;

import org.jspecify.annotations.Nullable;

/** Kassa cannot start, and the person at the terminal can do something about it: the message is one sentence that says what. */
public final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        this(message, null);
    }

    public StartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
