package dev.kassa.standalone.holiday;

/** What a person is told that could not be done. */
final class HolidayProblem extends Exception {
    private static final long serialVersionUID = 1;

    HolidayProblem(String message) {
        super(message);
    }
}
