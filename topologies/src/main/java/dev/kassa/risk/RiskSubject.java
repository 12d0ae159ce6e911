package dev.kassa.risk;

import org.jspecify.annotations.Nullable;

/**
 * What the rules look at: a payment, who pays, and what was counted. A count is of the sliding window and includes this
 * payment; 0 where there is nothing to count by.
 *
 * @param amount minor units
 * @param country of the customer as the merchant says, ISO 3166 alpha-2
 * @param ipCountry of the IP address by GeoIP; null: not known
 * @param geoKnown whether there was a GeoIP database to ask
 * @param newDevice whether the merchant has not seen the device before
 * @param crossIp whether the IP address was seen too often across merchants
 * @param crossDevice whether the device was
 * @param hour 0 to 23, in the merchant's zone
 */
public record RiskSubject(
        String merchantId,
        String merchantCountry,
        String tier,
        long amount,
        String currency,
        String channel,
        @Nullable String customerId,
        @Nullable String email,
        @Nullable String ip,
        @Nullable String device,
        @Nullable String country,
        @Nullable String ipCountry,
        boolean geoKnown,
        boolean newDevice,
        int perIp,
        int perDevice,
        int perCustomer,
        int perMerchant,
        boolean crossIp,
        boolean crossDevice,
        int hour) {}
