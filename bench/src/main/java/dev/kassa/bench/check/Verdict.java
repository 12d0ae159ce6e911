package dev.kassa.bench.check;

/**
 * What the model says that a command must lead to.
 *
 * @param kind whether effects must be there, must not, or are left to the rules of each fact
 * @param invariant what is broken where it is otherwise
 * @param why in words
 */
record Verdict(Kind kind, String invariant, String why) {
    enum Kind {
        MUST,
        MUST_NOT,
        MAY
    }

    static Verdict must(String why) {
        return new Verdict(Kind.MUST, "I4", why);
    }

    static Verdict mustNot(String why) {
        return mustNot("I4", why);
    }

    static Verdict mustNot(String invariant, String why) {
        return new Verdict(Kind.MUST_NOT, invariant, why);
    }

    static Verdict may(String why) {
        return new Verdict(Kind.MAY, "I4", why);
    }

    /** The same, as a matter of another invariant. */
    Verdict of(String other) {
        return new Verdict(kind, other, why);
    }
}
