package dev.kassa.reference;

import org.jspecify.annotations.Nullable;

/**
 * Who says something. One person may hold several keys, and has one word with all of them: whoever has to be a second
 * person, for a withdrawal, a bank account or a payment in review, is told apart here.
 *
 * @param id as the log has it: {@code operator}, or {@code key:} and the key's id
 * @param person whose key that is; null: nobody has said
 */
public record Actor(String id, @Nullable String person) {
    /** Somebody whose keys name nobody. */
    public static Actor of(String id) {
        return new Actor(id, null);
    }

    /** Whether both are the same key, or keys of the same person; capitals do not tell people apart. */
    public boolean isSameAs(Actor other) {
        return id.equals(other.id) || (person != null && other.person != null && person.equalsIgnoreCase(other.person));
    }
}
