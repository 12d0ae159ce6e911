package dev.kassa.schema;

import org.jspecify.annotations.Nullable;

/**
 * A schema registry gave no answer, though it was asked several times. It says nothing of the record or schema at hand:
 * whoever reads records must stop, and never take the record for poison.
 */
public final class SchemaRegistryUnavailableException extends SchemaRegistryException {
    private static final long serialVersionUID = 1L;

    public SchemaRegistryUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
