package dev.kassa.settlement;

import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.HolidayType;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The calendars that Kassa ships with: those of jollyday, by country or by market, such as {@code GB}, {@code TARGET} or
 * {@code NYSE}, with each country's weekend. A calendar that nobody knows has weekends only. Thread-safe.
 *
 * <p>Mainland China is not among them, as its days are decided from year to year: an operator adds them.
 */
public final class Calendars {
    private static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final Set<DayOfWeek> FRIDAY_SATURDAY = Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
    private static final Set<DayOfWeek> FRIDAY = Set.of(DayOfWeek.FRIDAY);

    /** Where the weekend is another; source: the countries' labour laws, as of 2026. */
    private static final Map<String, Set<DayOfWeek>> WEEKENDS = Map.ofEntries(
            Map.entry("AF", Set.of(DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)),
            Map.entry("BD", FRIDAY_SATURDAY),
            Map.entry("BH", FRIDAY_SATURDAY),
            Map.entry("DJ", FRIDAY),
            Map.entry("DZ", FRIDAY_SATURDAY),
            Map.entry("EG", FRIDAY_SATURDAY),
            Map.entry("IL", FRIDAY_SATURDAY),
            Map.entry("IQ", FRIDAY_SATURDAY),
            Map.entry("IR", Set.of(DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)),
            Map.entry("JO", FRIDAY_SATURDAY),
            Map.entry("KW", FRIDAY_SATURDAY),
            Map.entry("LY", FRIDAY_SATURDAY),
            Map.entry("OM", FRIDAY_SATURDAY),
            Map.entry("QA", FRIDAY_SATURDAY),
            Map.entry("SA", FRIDAY_SATURDAY),
            Map.entry("SD", FRIDAY_SATURDAY),
            Map.entry("SY", FRIDAY_SATURDAY),
            Map.entry("YE", FRIDAY_SATURDAY));

    /** Where holidays differ within a country, the part whose days its payment systems keep. */
    private static final Map<String, String[]> PARTS = Map.of("GB", new String[] {"eng"});

    private static final String[] NO_PART = {};
    private static final Set<String> KNOWN = HolidayManager.getSupportedCalendarCodes();
    private static final Map<String, HolidayManager> MANAGERS = new ConcurrentHashMap<>();

    private Calendars() {}

    /** Whether holidays are known of it, beside weekends. */
    public static boolean isKnown(String calendar) {
        return KNOWN.contains(calendar);
    }

    /** Whether it is neither of the weekend nor a public holiday of the whole calendar. */
    public static boolean isBusinessDay(String calendar, LocalDate date) {
        if (WEEKENDS.getOrDefault(calendar, WEEKEND).contains(date.getDayOfWeek())) {
            return false;
        }
        return !isKnown(calendar)
                || !manager(calendar)
                        .isHoliday(date, HolidayType.PUBLIC_HOLIDAY, PARTS.getOrDefault(calendar, NO_PART));
    }

    private static HolidayManager manager(String calendar) {
        return MANAGERS.computeIfAbsent(calendar, code -> HolidayManager.getInstance(ManagerParameters.create(code)));
    }
}
