package dev.kassa.standalone.rebuild;

import org.jspecify.annotations.Nullable;

/** Why the views cannot be rebuilt now, in a sentence for a person. */
public final class RebuildException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RebuildException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
