/**
 * What the topologies share: the settings of every Kafka Streams application, bounded RocksDB memory, how a dead
 * thread is replaced, how a record that cannot be read is put aside, a store that hears of commits, and the gate at which readers
 * of a partition wait.
 *
 * <p>Knows Kafka Streams; knows no capability.
 */
@NullMarked
package dev.kassa.stream;

import org.jspecify.annotations.NullMarked;
