package dev.kassa.schema;

import org.jspecify.annotations.Nullable;

/** A schema registry said no, or did not answer. The message says which, and of what. */
public final class SchemaRegistryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchemaRegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public SchemaRegistryException(String message) {
        this(message, null);
    }
}
