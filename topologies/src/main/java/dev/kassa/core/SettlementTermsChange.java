package dev.kassa.core;

import dev.kassa.avro.SettlementTermsFact;
import dev.kassa.pricing.Fault;
import dev.kassa.settlement.Cycle;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A change of how a merchant is settled: what is wrong with it, and the terms after it. */
final class SettlementTermsChange {
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d");
    private static final Pattern CALENDAR = Pattern.compile("[A-Z][A-Z0-9_-]{1,31}");
    private static final int TERM_DAYS_MAX = 60;
    private static final int BASIS_POINTS_MAX = 10_000;
    private static final int RESERVE_DAYS_MAX = 730;
    private static final long MONEY_MAX = 1_000_000_000_000_000L;

    private SettlementTermsChange() {}

    /** What is wrong with it, if anything is. */
    static Optional<Fault> fault(@Nullable SettlementTermsFact asked) {
        if (asked == null) {
            return Optional.empty();
        }
        String cycle = asked.getCycle();
        if (cycle != null && Cycle.of(cycle).isEmpty()) {
            return fault("cycle", "must be daily, weekly, monthly or manual");
        }
        String cutOff = asked.getCutOff();
        if (cutOff != null && !TIME.matcher(cutOff).matches()) {
            return fault("cut_off", "must be a time of the day as HH:MM");
        }
        String calendar = asked.getCalendar();
        if (calendar != null && !CALENDAR.matcher(calendar).matches()) {
            return fault("calendar", "must be a country such as GB, or the name of a calendar such as TARGET");
        }
        return outOf(asked.getTermDays(), TERM_DAYS_MAX, "term_days", "business days")
                .or(() -> outOf(asked.getReserveBp(), BASIS_POINTS_MAX, "reserve_bp", "basis points"))
                .or(() -> outOf(asked.getReserveDays(), RESERVE_DAYS_MAX, "reserve_days", "days"))
                .or(() -> outOf(asked.getMinimum(), MONEY_MAX, "minimum", "minor units"))
                .or(() -> outOf(asked.getAutoApproveBelow(), MONEY_MAX, "auto_approve_below", "minor units"));
    }

    private static Optional<Fault> outOf(@Nullable Number value, long most, String field, String unit) {
        boolean within = value == null || (value.longValue() >= 0 && value.longValue() <= most);
        return within ? Optional.empty() : fault(field, "must be 0 to " + most + " " + unit);
    }

    private static Optional<Fault> fault(String field, String sentence) {
        return Optional.of(new Fault("/settlement/" + field, sentence));
    }

    /** The terms with what is asked for, all else as it was. */
    static SettlementTermsFact applied(@Nullable SettlementTermsFact before, SettlementTermsFact asked) {
        if (before == null) {
            return asked;
        }
        return new SettlementTermsFact(
                other(asked.getCycle(), before.getCycle()),
                other(asked.getCutOff(), before.getCutOff()),
                other(asked.getTermDays(), before.getTermDays()),
                other(asked.getCalendar(), before.getCalendar()),
                other(asked.getReserveBp(), before.getReserveBp()),
                other(asked.getReserveDays(), before.getReserveDays()),
                other(asked.getMinimum(), before.getMinimum()),
                other(asked.getAutoApproveBelow(), before.getAutoApproveBelow()));
    }

    private static <T> @Nullable T other(@Nullable T asked, @Nullable T before) {
        return asked == null ? before : asked;
    }
}
