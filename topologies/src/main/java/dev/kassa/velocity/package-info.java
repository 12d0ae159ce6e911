/**
 * Who pays at many merchants at once: the one risk signal that no merchant's partition can see by itself.
 *
 * <p>Reads the first fact of each payment from {@code payments}, lays them by address and by device through
 * {@code risk-attributes}, counts each in a sliding window, and tells every partition of {@code commands} of those that are
 * over the bound, at most once in a window. It lags behind the payments by two commits: what it finds holds for the payments
 * after it, and the core, which hears it as a command, stays a pure function of its log. Bounds are settings, read from
 * {@code reference} as a table. Exactly once, so a payment is counted once. What is counted is in memory, and after a start
 * is read from {@code risk-attributes} again, so that a new address costs no store a row. Many sightings are laid in one record;
 * those that wait for theirs are in memory too, and are read from {@code payments} again. ADR 17, ADR 28.
 */
@NullMarked
package dev.kassa.velocity;

import org.jspecify.annotations.NullMarked;
