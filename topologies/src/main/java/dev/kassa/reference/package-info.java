/**
 * What is known of merchants: their state, tier and prices.
 *
 * <p>Rules only; tiers are data.
 */
@NullMarked
package dev.kassa.reference;

import org.jspecify.annotations.NullMarked;
