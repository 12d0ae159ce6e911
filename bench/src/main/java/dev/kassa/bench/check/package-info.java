/**
 * The checker: is a log that Kassa wrote a log that Kassa may write?
 *
 * <p>Reads commands, facts and journal as they are committed, what the channel says that it did, what callers were
 * told and what reads answer, and holds them against a model of its own, written from the product's description and the
 * schemas alone: simple, single-threaded, and sharing no rule with the core. Says of each violation which invariant it
 * breaks (I1 to I9 and I12 of the architecture) and at which record.
 */
@NullMarked
package dev.kassa.bench.check;

import org.jspecify.annotations.NullMarked;
