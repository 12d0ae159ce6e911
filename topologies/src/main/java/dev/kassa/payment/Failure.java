package dev.kassa.payment;

/**
 * Why a payment or refund failed.
 *
 * @param code a word for programs, e.g. {@code card_declined}
 * @param message a sentence for a person
 */
public record Failure(String code, String message) {}
