package dev.kassa.standalone.holiday;

/** A file of holidays that cannot be used; the message says why, to the person at the terminal. */
final class HolidayFileException extends Exception {
    private static final long serialVersionUID = 1;

    HolidayFileException(String message) {
        super(message);
    }
}
