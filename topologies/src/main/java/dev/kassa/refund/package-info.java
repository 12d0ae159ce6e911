/**
 * One refund: a hold on the merchant's balance, a call at the channel, then the hold is posted or released.
 *
 * <p>Rules only. The cap (captured less refunded less in flight) and the balance are checked in the one step that takes
 * the hold, so two refunds can never share the same money.
 */
@NullMarked
package dev.kassa.refund;

import org.jspecify.annotations.NullMarked;
