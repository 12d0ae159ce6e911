/**
 * Once and only once: what was asked under a key before, and what a repeat is told.
 *
 * <p>A key is scoped by merchant and operation. The fingerprint of the request's canonical form tells a repeat from
 * another request that reuses the key.
 */
@NullMarked
package dev.kassa.idempotency;

import org.jspecify.annotations.NullMarked;
