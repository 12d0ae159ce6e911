package dev.kassa.withdrawal;

import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** International bank account numbers, ISO 13616: a country, two check digits (modulo 97, ISO 7064) and the bank's own number. */
final class Iban {
    private static final Pattern LOOKS = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{8,30}");

    /** Characters of an IBAN, by country: those that the registry of ISO 13616 has. */
    private static final Map<String, Integer> LENGTHS = Stream.of("""
            AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20
            EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30
            KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23
            PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26
            UA29 VA22 VG24 XK20 YE30
            """.strip().split("\\s+"))
            .collect(Collectors.toUnmodifiableMap(
                    entry -> entry.substring(0, 2), entry -> Integer.parseInt(entry.substring(2))));

    private Iban() {}

    /**
     * Whether a number of a bank in a country is one. Any other that has letters in front is the bank's own, however much it
     * looks like one.
     */
    static boolean isOne(String country, String number) {
        return LENGTHS.containsKey(country)
                && number.startsWith(country)
                && LOOKS.matcher(number).matches();
    }

    /** Whether it is as long as its country's are. */
    static boolean hasLength(String iban) {
        return Objects.equals(LENGTHS.get(iban.substring(0, 2)), iban.length());
    }

    /** Whether its check digits are right: the whole, its first four characters moved to its end, is 1 modulo 97. */
    static boolean hasChecksum(String iban) {
        String turned = iban.substring(4) + iban.substring(0, 4);
        int rest = 0;
        for (int i = 0; i < turned.length(); i++) {
            int value = Character.digit(turned.charAt(i), 36);
            rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
        }
        return rest == 1;
    }
}
