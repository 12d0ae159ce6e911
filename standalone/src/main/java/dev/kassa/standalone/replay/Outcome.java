package dev.kassa.standalone.replay;

import java.util.Comparator;

/**
 * What became of a row: the definite answer to it.
 *
 * @param status an API status such as {@code succeeded} or {@code failed}, {@code refused} where the API said no, or
 *     {@code unanswered} where no definite answer came in time
 * @param code why, where it did not succeed; else empty
 */
record Outcome(String status, String code) implements Comparable<Outcome> {
    static final String UNANSWERED = "unanswered";

    private static final Comparator<Outcome> ORDER =
            Comparator.comparing(Outcome::status).reversed().thenComparing(Outcome::code);

    static Outcome refused(String code) {
        return new Outcome("refused", code);
    }

    static Outcome unanswered(String reason) {
        return new Outcome(UNANSWERED, reason);
    }

    boolean isDefinite() {
        return !status.equals(UNANSWERED);
    }

    @Override
    public int compareTo(Outcome other) {
        return ORDER.compare(this, other);
    }
}
