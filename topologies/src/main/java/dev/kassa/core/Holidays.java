package dev.kassa.core;

import dev.kassa.settlement.BusinessDays;
import dev.kassa.settlement.Calendars;
import java.time.LocalDate;

/** Business days: what an operator said of a day, and else what its calendar says. */
record Holidays(References references) implements BusinessDays {
    @Override
    public boolean isBusinessDay(String calendar, LocalDate date) {
        Boolean said = references.saidOfDay(calendar + "/" + date);
        return said == null ? Calendars.isBusinessDay(calendar, date) : said;
    }
}
