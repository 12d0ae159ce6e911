/**
 * The contract that every process of Kassa shares: which topics there are, how a record is written on them, how ids,
 * currencies, positions and error codes look.
 *
 * <p>Nothing crosses a topic that is not described by a schema of {@code schemas/avro}. Nothing here knows a business rule.
 */
@NullMarked
package dev.kassa.schema;

import org.jspecify.annotations.NullMarked;
