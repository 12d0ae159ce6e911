/**
 * Who asks, and for which merchant. Reads {@code merchants} as a table; keys are kept as keyed hashes and compared in constant
 * time. Writes and reads {@code key-usage}, when keys were used last, and {@code used-signatures}, so that a signed request
 * passes once (ADR 18).
 */
@NullMarked
package dev.kassa.edge.access;

import org.jspecify.annotations.NullMarked;
