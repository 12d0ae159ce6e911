package dev.kassa.port;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A row is in the archive, and its file is not there or not as it was written. Another instance would not know better, and
 * asking again helps only once somebody has brought the file back. The message names it.
 */
public final class ArchiveUnavailableException extends ViewUnavailableException {
    private static final long serialVersionUID = 1L;

    /** @param what is the matter with the file, as a sentence goes on after its name */
    public ArchiveUnavailableException(String file, String what, @Nullable Throwable cause) {
        this("The archive's file " + file + " " + what + ".", cause);
    }

    /** The same as it was told by another. */
    public ArchiveUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** What is the matter, naming the file; for a person. */
    public String sentence() {
        return Objects.requireNonNull(getMessage());
    }
}
