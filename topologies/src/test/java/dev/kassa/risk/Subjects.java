package dev.kassa.risk;

/** Payments for tests to be judged. */
final class Subjects {
    private Subjects() {}

    /** One that no shipped rule has anything against. */
    static RiskSubject plain() {
        return new RiskSubject(
                "shop",
                "DE",
                "business",
                1_000,
                "EUR",
                "simulator",
                "c-1",
                "ann@example.org",
                "192.0.2.7",
                null,
                "DE",
                null,
                true,
                false,
                1,
                1,
                1,
                1,
                false,
                false,
                12);
    }
}
