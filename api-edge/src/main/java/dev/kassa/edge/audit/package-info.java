/**
 * Who changed, or tried to change, what, from where, and what became of it. Writes and reads {@code audit}.
 *
 * <p>Every write of a caller becomes a record, refused ones too, and no answer waits for it: a queue that is bounded and a
 * thread of its own bring records to the log, chained by hash. There is no secret, no body and no card data in a record.
 */
@NullMarked
package dev.kassa.edge.audit;

import org.jspecify.annotations.NullMarked;
