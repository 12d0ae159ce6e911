package dev.kassa.standalone.replay;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The merchant that stands for a country of a file of orders.
 *
 * @param country ISO 3166 code, or {@code ZZ}
 * @param currencies those of its rows, sorted
 */
record RetailMerchant(String id, String name, String country, List<String> currencies) {
    static final String TIMEZONE = "Europe/London";
    static final String TIER = "business";

    /** The merchants of some rows, one for each country, by id. */
    static List<RetailMerchant> of(List<OrderRow> rows) {
        Map<String, List<OrderRow>> byCountry =
                rows.stream().collect(Collectors.groupingBy(OrderRow::country, TreeMap::new, Collectors.toList()));
        return byCountry.entrySet().stream()
                .map(entry -> of(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static RetailMerchant of(String country, List<OrderRow> rows) {
        TreeSet<String> currencies =
                rows.stream().map(OrderRow::currency).collect(Collectors.toCollection(TreeSet::new));
        return new RetailMerchant(idOf(country), country, CountryCodes.of(country), List.copyOf(currencies));
    }

    /** {@code retail-} and the country in lower case, every run of other characters than a-z and 0-9 as one dash. */
    static String idOf(String country) {
        return "retail-" + country.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }
}
