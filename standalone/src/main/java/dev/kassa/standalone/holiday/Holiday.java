package dev.kassa.standalone.holiday;

import java.time.LocalDate;

/**
 * A day that is otherwise than its weekday says.
 *
 * @param name 1 to 100 characters
 * @param businessDay whether it is worked, though it is a weekend or holiday
 */
record Holiday(LocalDate date, String name, boolean businessDay) {
    /** Its id in a calendar. */
    String id(String calendar) {
        return calendar + "-" + date;
    }
}
