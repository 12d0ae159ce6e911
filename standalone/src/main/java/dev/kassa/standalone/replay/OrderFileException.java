package dev.kassa.standalone.replay;

import org.jspecify.annotations.Nullable;

/** A file of orders cannot be read; the message says where and why. */
public final class OrderFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OrderFileException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
