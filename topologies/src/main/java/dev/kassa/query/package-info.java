/**
 * Answers the edge's questions from the stores of the {@code views} application in this process.
 *
 * <p>Each question about a merchant is one pass over the one partition that the merchant lives on. While that partition
 * is being moved or restored the answer is that it is not available, never a part of the truth.
 */
@NullMarked
package dev.kassa.query;

import org.jspecify.annotations.NullMarked;
