package dev.kassa.edge.report;

import dev.kassa.schema.Currencies;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Converts amounts of business dates into one currency, and remembers by which rates, and for what there was none. A rate is
 * taken as it was told: it is not turned round, and two are not chained by way of a third currency. For one report and
 * thread.
 */
public final class Conversion {
    private final String currency;
    private final Function<String, DatedRates> rates;
    private final Map<String, DatedRates> ratesOf = new HashMap<>();
    private final Map<String, NavigableMap<LocalDate, Optional<DatedRate>>> asked = new TreeMap<>();

    /**
     * A rate that was used.
     *
     * @param base what it converts
     * @param from the first business date that it was used for
     * @param to the last, before another was or there was none
     */
    public record Used(String base, DatedRate rate, LocalDate from, LocalDate to) {}

    /** Business dates of a currency, all of which have amounts and no rate, and between which none has. */
    public record Gap(String base, LocalDate from, LocalDate to) {}

    /**
     * @param currency into which it converts, of ISO 4217
     * @param rates of a currency in that one
     */
    public Conversion(String currency, Function<String, DatedRates> rates) {
        this.currency = currency;
        this.rates = rates;
    }

    /** Into which it converts. */
    public String currency() {
        return currency;
    }

    /**
     * By what a number of minor units of a currency is to be multiplied to be one of minor units of this, exactly; none where
     * no rate holds on the date. The currency itself needs none.
     */
    public Optional<BigDecimal> factor(String of, LocalDate date) {
        if (of.equals(currency)) {
            return Optional.of(BigDecimal.ONE);
        }
        int places = Currencies.exponent(currency) - Currencies.exponent(of);
        return asked.computeIfAbsent(of, _ -> new TreeMap<>())
                .computeIfAbsent(date, _ -> ratesOf.computeIfAbsent(of, rates).on(date))
                .map(DatedRate::rate)
                .map(rate -> rate.scaleByPowerOfTen(places));
    }

    /** The rates that were used, by currency and date. */
    public List<Used> used() {
        List<Used> used = new ArrayList<>();
        runs((base, run, rate) ->
                rate.ifPresent(each -> used.add(new Used(base, each, run.getFirst(), run.getLast()))));
        return used;
    }

    /** What had no rate, by currency and date. */
    public List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        runs((base, run, rate) -> {
            if (rate.isEmpty()) {
                gaps.add(new Gap(base, run.getFirst(), run.getLast()));
            }
        });
        return gaps;
    }

    /** Takes dates of a currency that follow each other and have the same rate, or none. */
    @FunctionalInterface
    private interface Run {
        void take(String base, List<LocalDate> dates, Optional<DatedRate> rate);
    }

    private void runs(Run each) {
        asked.forEach((base, byDate) -> {
            List<LocalDate> run = new ArrayList<>();
            Optional<DatedRate> rate = Optional.empty();
            for (Map.Entry<LocalDate, Optional<DatedRate>> date : byDate.entrySet()) {
                if (!run.isEmpty() && !date.getValue().equals(rate)) {
                    each.take(base, List.copyOf(run), rate);
                    run.clear();
                }
                rate = date.getValue();
                run.add(date.getKey());
            }
            if (!run.isEmpty()) {
                each.take(base, run, rate);
            }
        });
    }
}
