package dev.kassa.settlement;

import java.time.LocalDate;

/** Which days are business days, and counting by them. */
public interface BusinessDays {
    /** The longest run of days without a business day that is looked over before giving up. */
    int IDLE_MAX = 60;

    /** @param calendar as merchants' terms name it, such as {@code GB} or {@code TARGET} */
    boolean isBusinessDay(String calendar, LocalDate date);

    /**
     * The date so many business days after another; the date itself for none.
     *
     * @throws IllegalStateException where a calendar has no business day for {@link #IDLE_MAX} days
     */
    default LocalDate after(String calendar, LocalDate date, int days) {
        LocalDate due = date;
        int idle = 0;
        for (int left = days; left > 0; ) {
            due = due.plusDays(1);
            if (isBusinessDay(calendar, due)) {
                left--;
                idle = 0;
            } else if (++idle > IDLE_MAX) {
                throw new IllegalStateException(
                        "calendar " + calendar + " has no business day for " + IDLE_MAX + " days up to " + due);
            }
        }
        return due;
    }
}
