/**
 * Answers the edge's questions from the stores of the {@code views} application in this process.
 *
 * <p>Each question about a merchant is one pass over the one partition that the merchant lives on. While that partition
 * is being moved or restored the answer is that it is not available, never a part of the truth. Long reads, for exports, see a
 * partition as of one position, here or sent by the instance that leads it; one that is cut fails.
 */
@NullMarked
package dev.kassa.query;

import org.jspecify.annotations.NullMarked;
