/**
 * What a request may look like: strict JSON, the schemas of {@code openapi.yaml}, and no card numbers.
 *
 * <p>Pure: bytes come in, a checked tree or a {@link dev.kassa.edge.problem.Refusal} goes out.
 */
@NullMarked
package dev.kassa.edge.contract;

import org.jspecify.annotations.NullMarked;
