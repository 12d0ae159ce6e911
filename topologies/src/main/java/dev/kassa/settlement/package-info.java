/**
 * Settlement: what a merchant earned on its business dates is netted, checked, approved and made available.
 *
 * <p>Each journal entry names the business date whose settlement it belongs to: its own while that is open, else the next
 * open one. Closing dates is a command in the core's log, so which entries are a settlement's follows from the log alone.
 * The topology adds up the journal by merchant, currency and date, and once it has read up to a cut, tells the core what
 * the entries come to; the core applies the merchant's terms, and carries the settlement out in the ledger. Source of the
 * rules: the product's section on settlement. Decision 25.
 */
@NullMarked
package dev.kassa.settlement;

import org.jspecify.annotations.NullMarked;
