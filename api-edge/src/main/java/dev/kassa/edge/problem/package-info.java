/**
 * How a no is told: {@code application/problem+json} with a code of the catalogue, the reason in a sentence, and the fields at
 * fault by JSON pointer. Reads and writes nothing else.
 */
@NullMarked
package dev.kassa.edge.problem;

import org.jspecify.annotations.NullMarked;
