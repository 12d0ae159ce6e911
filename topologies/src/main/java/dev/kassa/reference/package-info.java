/**
 * What payments are taken under: merchants, the life they lead, and the kinds of data that all of them share.
 *
 * <p>Rules only. Prices are in {@code dev.kassa.pricing}, limits in {@code dev.kassa.limit}, risk in {@code dev.kassa.risk}.
 */
@NullMarked
package dev.kassa.reference;

import org.jspecify.annotations.NullMarked;
