/**
 * The path of a payment through the log: which records of which topics tell of it. Found by the moments that are known of it,
 * in short stretches of its merchant's partition, so its cost is bounded whatever the log's length. See ADR 32.
 */
@NullMarked
package dev.kassa.edge.timeline;

import org.jspecify.annotations.NullMarked;
