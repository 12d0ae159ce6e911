/**
 * The schema registry that comes with Kassa: Confluent's REST API over Avro schemas, for a machine where there is no
 * other.
 *
 * <p>It keeps what it knows in the compacted topic {@code _schemas}, in the records that Confluent's registry writes, and
 * is the only writer of it; on start it reads the topic to the end. It promises that an id names one schema for ever and
 * that a schema which the subject's compatibility level forbids is refused. Avro only, and no references between schemas.
 */
@NullMarked
package dev.kassa.standalone.registry;

import org.jspecify.annotations.NullMarked;
