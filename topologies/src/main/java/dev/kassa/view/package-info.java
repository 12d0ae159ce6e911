/**
 * What is committed, laid out for reading: payments by id, order, time and status, refunds, journal entries, balances now and as
 * of a moment, and the trial balance.
 *
 * <p>Reads the facts of {@code payments}, {@code refunds} and {@code journal}; writes nothing but its store, and
 * {@code dead-letters} for what it cannot read. It checks the ledger as it reads it: that each entry balances, and that
 * the chain of entries is whole.
 *
 * <p>Runs at least once, so every write is an upsert that knows the sequence that it was made from, and a fact that comes
 * again changes nothing. All rows of a partition are in one store, hence in one changelog, in the order in which they were
 * put, and the row that says how far the partition has come is put last of all for every fact: after a crash too, what
 * it claims to be applied is there to be read. One store also means one RocksDB and one changelog per partition, not eight.
 * The few rows that nearly every fact changes wait in memory for the next commit (ADR 23).
 */
@NullMarked
package dev.kassa.view;

import org.jspecify.annotations.NullMarked;
