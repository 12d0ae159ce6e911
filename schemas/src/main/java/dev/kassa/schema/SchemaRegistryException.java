package dev.kassa.schema;

import org.jspecify.annotations.Nullable;

/**
 * A schema registry said no. The message says which registry, of what, and what it said. Where it did not answer at all,
 * it is a {@link SchemaRegistryUnavailableException}.
 */
public sealed class SchemaRegistryException extends RuntimeException permits SchemaRegistryUnavailableException {
    private static final long serialVersionUID = 1L;

    public SchemaRegistryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public SchemaRegistryException(String message) {
        this(message, null);
    }
}
