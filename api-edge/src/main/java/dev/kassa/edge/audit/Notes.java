package dev.kassa.edge.audit;

import dev.kassa.schema.CardNumbers;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is learnt of a write while it is answered, for its record. What a caller wrote is taken over only where it can be
 * shown to anybody: what looks like a card number or a key is withheld. Used by one thread.
 */
public final class Notes {
    private static final String ANONYMOUS = "anonymous";
    private static final String WITHHELD = "(withheld)";
    private static final int CHARACTERS_MAX = 64;
    private static final Pattern KEY = Pattern.compile("(?i)(kk|ko|whsec)_[a-z0-9+/=_]{8,}|bearer ");

    private String actor = ANONYMOUS;
    private @Nullable String merchantId;
    private @Nullable String subject;
    private @Nullable String commandId;
    private @Nullable String code;

    /** Who asks. */
    public void by(String name) {
        actor = name;
    }

    public boolean isAnonymous() {
        return actor.equals(ANONYMOUS);
    }

    /** The merchant that it is about, as the caller named it. */
    public void of(@Nullable String named) {
        merchantId = fit(named);
    }

    /** What it is about, as the caller named it. The first that is told stands. */
    public void about(@Nullable String named) {
        if (subject == null) {
            subject = fit(named);
        }
    }

    /** The command that it becomes. */
    public void became(String id) {
        commandId = id;
    }

    /** Why it is refused. */
    public void refused(String why) {
        code = why;
    }

    public String actor() {
        return actor;
    }

    public @Nullable String merchantId() {
        return merchantId;
    }

    public @Nullable String subject() {
        return subject;
    }

    public @Nullable String commandId() {
        return commandId;
    }

    public @Nullable String code() {
        return code;
    }

    private static @Nullable String fit(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (CardNumbers.isIn(text) || KEY.matcher(text).find()) {
            return WITHHELD;
        }
        return text.length() <= CHARACTERS_MAX ? text : text.substring(0, CHARACTERS_MAX) + "…";
    }
}
