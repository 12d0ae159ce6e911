package dev.kassa.payment;

import org.jspecify.annotations.Nullable;

/** Who pays, as far as the merchant says. */
public record Customer(
        @Nullable String id,
        @Nullable String email,
        @Nullable String ip,
        @Nullable String device,
        @Nullable String country) {}
