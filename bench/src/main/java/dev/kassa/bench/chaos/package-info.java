/**
 * The fault campaign: every application in a process of its own, callers that repeat and reorder, operators who change tables
 * meanwhile, a channel that misbehaves, processes that are killed and paused at random moments, poison on the topics. Then
 * everything heals, and the checker looks at all that was written, charged and told.
 */
@NullMarked
package dev.kassa.bench.chaos;

import org.jspecify.annotations.NullMarked;
