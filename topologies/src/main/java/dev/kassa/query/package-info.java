/**
 * Puts the edge's questions to the views, in this process or in others, and answers them from a partition's rows.
 *
 * <p>A question about a merchant is one pass over the one partition that the merchant lives on, and what goes to one instance
 * goes in one call. While the instance that leads a partition is away, a copy that follows answers whoever accepts that, and
 * says how far it is behind; everybody else waits, or is told that it is not available: never a part of the truth. Long reads, for
 * exports, see a partition as of one position, here or sent by the instance that leads it; one that is cut fails. ADRs 1, 20 and 23.
 */
@NullMarked
package dev.kassa.query;

import org.jspecify.annotations.NullMarked;
