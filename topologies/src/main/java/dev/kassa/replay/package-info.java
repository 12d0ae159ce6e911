/**
 * Proves that the core is a pure function of its log: the recorded {@code commands} are handed to a core over empty
 * stores, and what it writes is compared, byte for byte, with what stands in the topics.
 */
@NullMarked
package dev.kassa.replay;

import org.jspecify.annotations.NullMarked;
