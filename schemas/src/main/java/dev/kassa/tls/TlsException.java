package dev.kassa.tls;

import org.jspecify.annotations.Nullable;

/** Certificates or keys cannot be used; the message is one sentence that says which and why. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public TlsException(String message) {
        this(message, null);
    }
}
