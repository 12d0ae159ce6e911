package dev.kassa.schema;

import java.util.Currency;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The currencies of ISO 4217 that are in use and have a minor unit, with its exponent: JPY 0, EUR 2, KWD 3. Immutable.
 *
 * <p>Source: the JDK's table, without what the standard's list of historic codes holds (the JDK keeps those, to read old
 * documents), and with the one code that it lacks.
 */
public final class Currencies {
    private static final Set<String> WITHDRAWN = Set.of("""
            ADP AFA ANG ATS AYM AZM BEF BGL BGN BYB BYR CSD CUC CYP DEM EEK ESP FIM FRF GHC GRD GWP HRK IEP ITL LTL LUF LVL
            MGF MRO MTL MZM NLG PTE ROL RUR SDD SIT SKK SLL SRG STD TMM TPE TRL USS VEB VEF YUM ZMK ZWD ZWL ZWN ZWR
            """.strip().split("\\s+"));

    private static final long TEN_THOUSAND = 10_000;

    private static final Map<String, Integer> EXPONENTS = table();

    private Currencies() {}

    /** Whether the code is of a currency in use; codes are in capitals. */
    public static boolean isKnown(String code) {
        return EXPONENTS.containsKey(code);
    }

    /**
     * Decimal places of the minor unit.
     *
     * @throws IllegalArgumentException where the code is not known
     */
    public static int exponent(String code) {
        Integer exponent = EXPONENTS.get(code);
        if (exponent == null) {
            throw new IllegalArgumentException("not the ISO 4217 code of a currency in use: " + code);
        }
        return exponent;
    }

    /**
     * Whole units as minor units: 12 EUR are 1,200, 12 JPY are 12.
     *
     * @throws IllegalArgumentException where the code is not known
     * @throws ArithmeticException where a long cannot hold them
     */
    public static long minor(String code, long major) {
        long minor = major;
        for (int place = exponent(code); place > 0; place--) {
            minor = Math.multiplyExact(minor, 10L);
        }
        return minor;
    }

    /**
     * Ten-thousandths of the major unit as minor units, rounded HALF_UP: 5,000 are 50 EUR cents, 1 JPY, 500 KWD fils. In
     * these one number is a price in every currency.
     *
     * @param tenThousandths not below zero
     * @throws IllegalArgumentException where the code is not known
     * @throws ArithmeticException where a long cannot hold them
     */
    public static long minorOfTenThousandths(String code, long tenThousandths) {
        return Math.addExact(minor(code, tenThousandths), TEN_THOUSAND / 2) / TEN_THOUSAND;
    }

    /** All codes. */
    static Set<String> codes() {
        return EXPONENTS.keySet();
    }

    private static Map<String, Integer> table() {
        Map<String, Integer> exponents = new HashMap<>();
        Currency.availableCurrencies()
                .filter(currency -> currency.getDefaultFractionDigits() >= 0)
                .filter(currency -> !WITHDRAWN.contains(currency.getCurrencyCode()))
                .forEach(currency -> exponents.put(currency.getCurrencyCode(), currency.getDefaultFractionDigits()));
        exponents.put("UYW", 4);
        return Map.copyOf(exponents);
    }
}
