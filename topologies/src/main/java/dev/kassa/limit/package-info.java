/**
 * How much a merchant may take: of one payment, of a business date and of a month, in each currency by itself.
 *
 * <p>Rules only. What was taken so far is counted by the core in the step that accepts a payment, and given back where a
 * payment comes to nothing, so no two payments can pass the same room.
 */
@NullMarked
package dev.kassa.limit;

import org.jspecify.annotations.NullMarked;
