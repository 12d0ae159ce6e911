package dev.kassa.port;

import org.jspecify.annotations.Nullable;

/** A partition's views are being moved or restored: ask again shortly. */
public sealed class ViewUnavailableException extends RuntimeException permits ArchiveUnavailableException {
    private static final long serialVersionUID = 1L;

    public ViewUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
