/**
 * The double-entry ledger: accounts, legs, entries, the templates by which money moves, and the hash chain over them.
 *
 * <p>Rules only: given balances and what happened, they say which legs are posted. Debits equal credits per currency in
 * every entry (I1), a merchant's available balance never goes below zero (I3), and nothing is ever changed, only
 * reversed. Source of the rules: the product's section on the ledger.
 */
@NullMarked
package dev.kassa.ledger;

import org.jspecify.annotations.NullMarked;
