package dev.kassa.bench.check;

/**
 * What the model says that a command must lead to.
 *
 * @param kind whether effects must be there, must not, or are left to the rules of each fact
 * @param why in words
 */
record Verdict(Kind kind, String why) {
    enum Kind {
        MUST,
        MUST_NOT,
        MAY
    }

    static Verdict must(String why) {
        return new Verdict(Kind.MUST, why);
    }

    static Verdict mustNot(String why) {
        return new Verdict(Kind.MUST_NOT, why);
    }

    static Verdict may(String why) {
        return new Verdict(Kind.MAY, why);
    }
}
