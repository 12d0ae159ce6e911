/**
 * The brain: one ordered processor per partition that turns each command into facts, ledger entries, channel calls and
 * replies, in one Kafka transaction.
 *
 * <p>Reads {@code commands} and nothing else, so a replay of that log gives the same bytes. Writes {@code payments},
 * {@code refunds}, {@code journal}, {@code merchants}, {@code withdrawals}, {@code bank-accounts}, {@code reference} with its history and the places from which it
 * holds, {@code channel-commands}, {@code bank-commands} and {@code replies}; and to {@code commands} what one partition decided for all. The
 * rules live in their own rooms; here they are fetched a state, asked, and their answer is stored and sent. ADRs 2, 3,
 * 12, 13 and 15.
 */
@NullMarked
package dev.kassa.core;

import org.jspecify.annotations.NullMarked;
