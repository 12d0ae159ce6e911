/**
 * What the topologies share: the settings of every Kafka Streams application, bounded RocksDB memory, how a dead
 * thread is replaced, and how a record that cannot be read is put aside.
 *
 * <p>Knows Kafka Streams; knows no capability.
 */
@NullMarked
package dev.kassa.stream;

import org.jspecify.annotations.NullMarked;
