package dev.kassa.settlement;

import java.time.LocalDate;

/** Which days are business days, and counting by them. */
public interface BusinessDays {
    /** After so many days in a row that are none, the next is taken for a business day: no calendar may stop money for ever. */
    int IDLE_MAX = 60;

    /** @param calendar as merchants' terms name it, such as {@code GB} or {@code TARGET} */
    boolean isBusinessDay(String calendar, LocalDate date);

    /** The date so many business days after another; the date itself for none. */
    default LocalDate after(String calendar, LocalDate date, int days) {
        LocalDate due = date;
        int idle = 0;
        for (int left = days; left > 0; ) {
            due = due.plusDays(1);
            if (idle == IDLE_MAX || isBusinessDay(calendar, due)) {
                left--;
                idle = 0;
            } else {
                idle++;
            }
        }
        return due;
    }
}
