/**
 * Who asks, and for which merchant. Reads {@code merchants} as a table; keys are kept as keyed hashes and compared in constant time.
 */
@NullMarked
package dev.kassa.edge.access;

import org.jspecify.annotations.NullMarked;
