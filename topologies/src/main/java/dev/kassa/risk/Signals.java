package dev.kassa.risk;

import org.jspecify.annotations.Nullable;

/**
 * What the rules are shown of a payment beside what was asked for. Counts are of the sliding window and include the payment.
 *
 * @param ipCountry where the customer's address is, by GeoIP; null: not known
 * @param geoKnown a GeoIP database was there to be asked
 * @param newDevice the merchant has not seen the device before
 * @param crossIp the address pays at many merchants at once
 * @param crossDevice the device does
 */
public record Signals(
        @Nullable String ipCountry,
        boolean geoKnown,
        boolean newDevice,
        int perIp,
        int perDevice,
        int perCustomer,
        int perMerchant,
        boolean crossIp,
        boolean crossDevice) {
    public static final Signals NONE = new Signals(null, false, false, 0, 0, 0, 0, false, false);
}
