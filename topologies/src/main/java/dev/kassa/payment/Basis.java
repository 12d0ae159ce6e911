package dev.kassa.payment;

import dev.kassa.pricing.FeeTerms;
import java.time.LocalDate;

/**
 * Under what a payment was taken: settled when it is asked for, whatever changes afterwards.
 *
 * @param createdBy the actor who asked for it
 * @param businessDate the date of its business time in the merchant's time zone
 * @param fees the prices that hold for it
 * @param merchantVersion of the merchant's settings
 * @param referenceVersion of the reference data
 */
public record Basis(
        String createdBy, LocalDate businessDate, FeeTerms fees, long merchantVersion, long referenceVersion) {}
