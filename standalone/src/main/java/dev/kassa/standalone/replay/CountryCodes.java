package dev.kassa.standalone.replay;

import java.util.HashMap;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Map;

/**
 * ISO 3166-1 codes of countries by English name. Known are the JDK's English names, the three-letter codes ({@code USA}),
 * and the names of the standard that the JDK words in another way. A name that ISO 3166 does not have is {@code ZZ}.
 */
final class CountryCodes {
    static final String UNKNOWN = "ZZ";

    private static final Map<String, String> BY_NAME = byName();

    private CountryCodes() {}

    static String of(String name) {
        return BY_NAME.getOrDefault(name.strip().toLowerCase(Locale.ROOT), UNKNOWN);
    }

    private static Map<String, String> byName() {
        Map<String, String> codes = new HashMap<>();
        for (String code : Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2)) {
            Locale country = Locale.of("", code);
            String name = country.getDisplayCountry(Locale.ENGLISH).replace('\u2019', '\'');
            codes.put(name.toLowerCase(Locale.ROOT), code);
            codes.put(country.getISO3Country().toLowerCase(Locale.ROOT), code);
        }
        codes.put("hong kong", "HK");
        codes.put("macao", "MO");
        codes.put("czech republic", "CZ");
        codes.put("russian federation", "RU");
        codes.put("viet nam", "VN");
        codes.put("united states of america", "US");
        return Map.copyOf(codes);
    }
}
