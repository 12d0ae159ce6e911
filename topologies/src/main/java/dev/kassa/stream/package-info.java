/**
 * What the topologies share: the settings of every Kafka Streams application, bounded RocksDB memory, and how a dead
 * thread is replaced.
 *
 * <p>Knows Kafka Streams; knows no capability.
 */
@NullMarked
package dev.kassa.stream;

import org.jspecify.annotations.NullMarked;
