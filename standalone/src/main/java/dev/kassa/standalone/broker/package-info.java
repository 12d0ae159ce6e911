/**
 * One Kafka broker inside this process: KRaft in combined mode, on the loopback only, on a folder of its own.
 *
 * <p>It promises a broker that starts in a few seconds, that comes back after kill -9 with everything it acknowledged,
 * and that has the settings the applications' guarantees rest on: transactions of version 2, share groups with short
 * sessions, no topic made by accident. It is the only room that names Kafka's server classes.
 */
@NullMarked
package dev.kassa.standalone.broker;

import org.jspecify.annotations.NullMarked;
