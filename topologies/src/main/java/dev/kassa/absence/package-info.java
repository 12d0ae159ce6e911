/**
 * What a store certainly does not hold.
 *
 * <p>Most look-ups of a payment ask for what is not there: its order, its idempotency key, its device. A filter in memory
 * answers those in a fraction of a microsecond where the store takes four to eight. Keys come in, a yes or a maybe goes
 * out; never a wrong yes. Pure and plain Java: it knows no store, no Kafka and no capability. ADR 22.
 */
@NullMarked
package dev.kassa.absence;

import org.jspecify.annotations.NullMarked;
